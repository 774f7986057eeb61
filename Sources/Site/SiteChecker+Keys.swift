internal import Routing
internal import Switchboard

extension SiteChecker {
  func key(_ reader: SectionReader) -> Key? {
    let digits = reader.read(KeyKeys.digits)
    let action = reader.read(KeyKeys.action)?.value
    let to = destination(reader.read(KeyKeys.to))
    let leave = reader.read(KeyKeys.leave)
    let level = reader.read(KeyKeys.level)
    let reason = reader.read(KeyKeys.reason)
    guard let action else { return nil }
    checkName(reader, action)
    checkDestination(reader, action)
    checkLeave(reader, action, leave)
    checkMark(reader, KeyKeys.level, of: [.level], action)
    checkMark(reader, KeyKeys.reason, of: [.reason, .guide], action)
    return Key(
      name: reader.name, digits: digits?.value ?? "", action: action, destination: to,
      leave: leave?.value ?? (action == .threeWay ? .never : .onAnswer), level: level?.value,
      reason: reason?.value)
  }

  /// The console takes bare actions too: a key must not be called like another action.
  private func checkName(_ reader: SectionReader, _ action: KeyAction) {
    guard let other = KeyAction(rawValue: reader.name), other != action else { return }
    findings.error(
      reader.section.name?.place ?? reader.place,
      "key \"\(other.rawValue)\" is called like another action than its own, "
        + "\"\(action.rawValue)\"; expected another name")
  }

  private func checkDestination(_ reader: SectionReader, _ action: KeyAction) {
    if action.needsDestination, !reader.has(KeyKeys.to) {
      reader.miss(KeyKeys.to, because: " though its action is \"\(action.rawValue)\"")
    } else if !action.needsDestination, reader.has(KeyKeys.to) {
      findings.error(
        reader.place(of: KeyKeys.to),
        "to stands with action \"\(action.rawValue)\", which rings nobody of its own; expected no to"
      )
    }
  }

  private func checkLeave(
    _ reader: SectionReader, _ action: KeyAction, _ leave: Located<LeavePolicy>?
  ) {
    guard let leave, action != .transfer else { return }
    if action == .threeWay, leave.value == .never { return }
    let expected = action == .threeWay ? "never" : "no leave"
    findings.error(
      action == .threeWay ? leave.place : reader.place(of: KeyKeys.leave),
      "leave is \"\(leave.value.rawValue)\" with action \"\(action.rawValue)\"; expected \(expected)"
    )
  }

  /// What only these actions carry stands with them, and nowhere else.
  private func checkMark<Value>(
    _ reader: SectionReader, _ key: SchemaKey<Value>, of owners: [KeyAction], _ action: KeyAction
  ) {
    let name = key.row.key
    if owners.contains(action), !reader.has(key) {
      reader.miss(key, because: " though its action is \"\(action.rawValue)\"")
    } else if !owners.contains(action), reader.has(key) {
      findings.error(
        reader.place(of: key),
        "\(name) stands with action \"\(action.rawValue)\"; expected action = "
          + "\(owners.map(\.rawValue).joined(separator: " or ")), or no \(name)")
    }
  }

  /// Reports digits that begin other digits: the box acts on the last digit, without waiting.
  func checkDigits() {
    struct Code {
      let digits: String
      let key: String
      let place: Place
    }
    let codes = sections(.key).compactMap { section -> Code? in
      guard let value = section.entry(KeyKeys.digits.row.key)?.value, !value.text.isEmpty else {
        return nil
      }
      return Code(digits: value.text, key: section.name?.value ?? "", place: value.place)
    }
    // Sorted, everything that begins with a code stands right behind it.
    let sorted = codes.sorted { ($0.digits, $0.place) < ($1.digits, $1.place) }
    var shortest: Code?
    for code in sorted {
      guard let first = shortest, code.digits.hasPrefix(first.digits) else {
        shortest = code
        continue
      }
      let relation = code.digits == first.digits ? "are also" : "begin with"
      findings.error(
        code.place,
        "digits of key \(code.key) are \(code.digits.shown), which \(relation) "
          + "\(first.digits.shown) of key \(first.key) in line \(first.place.line); "
          + "expected codes of which none begins another")
    }
  }
}
