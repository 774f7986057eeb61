/// The keys of a site, found by name or by digits.
package struct KeyTable: Sendable {
  private let byName: [String: Key]
  private let byDigits: [String: Key]
  private let prefixes: Set<String>

  package init(_ keys: [Key]) {
    byName = Dictionary(keys.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let dialled = keys.filter { !$0.digits.isEmpty }
    byDigits = Dictionary(
      dialled.map { ($0.digits, $0) }, uniquingKeysWith: { first, _ in first })
    var prefixes: Set<String> = []
    for key in dialled {
      for length in 1...key.digits.count { prefixes.insert(String(key.digits.prefix(length))) }
    }
    self.prefixes = prefixes
  }

  /// The key of this name, or the bare action of this name where it needs no destination.
  ///
  /// `level-2` is the action `level` with its level.
  package func key(named name: String) -> Key? {
    if let key = byName[name] { return key }
    if let level = Level.allCases.first(where: { name == "level-\($0.rawValue)" }) {
      return Key(name: name, action: .level, level: level)
    }
    guard let action = KeyAction(rawValue: name), !action.needsDestination, action != .level else {
      return nil
    }
    return Key(name: name, action: action)
  }

  func key(digits: String) -> Key? { byDigits[digits] }

  func isPrefix(_ digits: String) -> Bool { prefixes.contains(digits) }
}
