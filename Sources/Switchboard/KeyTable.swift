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
  /// `level-2` is the action `level` with its level, `reason-12` and `guide-12` those actions with
  /// their code.
  package func key(named name: String) -> Key? {
    if let key = byName[name] { return key }
    if let level = Level.allCases.first(where: { name == "level-\($0.rawValue)" }) {
      return Key(name: name, action: .level, level: level)
    }
    if name.hasPrefix("reason-"), let code = reasonCode(name.dropFirst(7)) {
      return Key(name: name, action: .reason, reason: code)
    }
    if name.hasPrefix("guide-"), let code = reasonCode(name.dropFirst(6)) {
      return Key(name: name, action: .guide, reason: code)
    }
    guard let action = KeyAction(rawValue: name), !action.needsDestination,
      action != .level, action != .reason, action != .guide
    else { return nil }
    return Key(name: name, action: action)
  }

  /// 1 to 32 letters, digits or hyphens.
  private func reasonCode(_ text: Substring) -> String? {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
        || byte == 0x2D
    }
    return isPlain && (1...32).contains(text.utf8.count) ? String(text) : nil
  }

  func key(digits: String) -> Key? { byDigits[digits] }

  func isPrefix(_ digits: String) -> Bool { prefixes.contains(digits) }
}
