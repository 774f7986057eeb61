/// A recorded sentence that people hear, by the name of its file without `.wav`.
///
/// The box's own stand in one table (`prompts.csv`); a site may have more, such as a number's own
/// transition prompt.
package struct Prompt: Hashable, Sendable {
  /// Letters, digits and `-`: `all-busy`, `position-3`.
  package let name: String

  package init(_ name: String) { self.name = name }
}

extension Prompt: CustomStringConvertible {
  package var description: String { name }
}
