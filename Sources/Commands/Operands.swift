/// The arguments of a subcommand that are no options.
struct Operands: Hashable, Sendable {
  /// As the usage line shows them: `SEAT KEY`, `FLOW…`.
  let usage: String
  /// How many there may be.
  let count: ClosedRange<Int>

  /// A subcommand with options only.
  static let none = Operands("", 0...0)

  init(_ usage: String, _ count: ClosedRange<Int>) {
    self.usage = usage
    self.count = count
  }
}
