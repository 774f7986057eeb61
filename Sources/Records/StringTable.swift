/// Names by small numbers: facts of a million calls name few seats, keys and groups.
///
/// Number 0 is the empty name, which stands for none.
package struct StringTable: Sendable {
  package private(set) var names: [String] = [""]
  private var numbers: [String: Int] = ["": 0]

  package init() {}

  /// The number of `name`, a new one if need be.
  package mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// The name behind a number; empty for a number that was never given out.
  package subscript(number: Int) -> String {
    names.indices.contains(number) ? names[number] : ""
  }
}
