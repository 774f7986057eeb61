/// A password: printed, interpolated or dumped it shows nothing of itself.
package struct Secret: Hashable, Sendable {
  /// The password itself, for the digest and nothing else.
  package let text: String

  package init(_ text: String) { self.text = text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(secret)" }
  package var debugDescription: String { "(secret)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
