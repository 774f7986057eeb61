/// Compares two sets of values that have names, and their settings by reflection: a setting that a
/// type gets tomorrow is compared tomorrow.
struct Comparison {
  private(set) var changes: [SiteDifference.Change] = []

  /// Compares what has a name; of two with one name the last counts.
  mutating func compare<Value: Hashable>(
    _ kind: String, _ old: [Value], _ new: [Value], _ name: (Value) -> String
  ) {
    let before = Dictionary(old.map { (name($0), $0) }, uniquingKeysWith: { _, last in last })
    let after = Dictionary(new.map { (name($0), $0) }, uniquingKeysWith: { _, last in last })
    var found: [SiteDifference.Change] = []
    for (name, value) in after where before[name] != value {
      let settings = before[name].map { self.settings($0, value) } ?? []
      found.append(
        SiteDifference.Change(
          kind: kind, name: name, change: before[name] == nil ? .added : .changed,
          settings: settings))
    }
    for name in before.keys where after[name] == nil {
      found.append(
        SiteDifference.Change(kind: kind, name: name, change: .removed, settings: []))
    }
    changes += found.sorted { $0.name < $1.name }
  }

  /// Compares a section that stands once, made of these values.
  mutating func compareSettings(_ kind: String, _ old: [any Hashable], _ new: [any Hashable]) {
    let settings = zip(old, new).flatMap { self.settings($0, $1) }
    guard !settings.isEmpty else { return }
    changes.append(
      SiteDifference.Change(kind: kind, name: "", change: .changed, settings: settings))
  }

  private func settings(_ old: Any, _ new: Any) -> [SiteDifference.Setting] {
    zip(Mirror(reflecting: old).children, Mirror(reflecting: new).children).compactMap { old, new in
      guard let label = new.label, !isSame(old.value, new.value) else { return nil }
      return SiteDifference.Setting(
        name: Self.word(label), before: Self.text(old.value), after: Self.text(new.value))
    }
  }

  private func isSame(_ old: Any, _ new: Any) -> Bool {
    guard let old = old as? AnyHashable, let new = new as? AnyHashable else {
      return Self.text(old) == Self.text(new)
    }
    return old == new
  }

  /// `ringTimeout` as `ring-timeout`.
  private static func word(_ label: String) -> String {
    label.reduce(into: "") { word, character in
      word += character.isUppercase ? "-" + character.lowercased() : String(character)
    }
  }

  /// A value in words; of a long list its beginning.
  private static func text(_ value: Any) -> String {
    let text: String
    switch value {
    case let value as any RawRepresentable: text = "\(value.rawValue)"
    case let values as [Any]:
      let shown = values.prefix(12).map { Self.text($0) } + (values.count > 12 ? ["…"] : [])
      text = shown.joined(separator: ", ")
    default:
      let mirror = Mirror(reflecting: value)
      guard mirror.displayStyle == .optional else {
        text = "\(value)"
        break
      }
      text = mirror.children.first.map { Self.text($0.value) } ?? "-"
    }
    return text.isEmpty ? "-" : text
  }
}
