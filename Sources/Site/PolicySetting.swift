/// One row of a county's policy: a setting of the site file, and the clause that asks for it.
struct PolicySetting: Sendable {
  /// What it is about.
  let rule: PolicyRule
  /// The section of the site file, without brackets: `key transfer-110`.
  let section: String
  let kind: SectionKind
  /// Empty when the whole section is taken out.
  let key: String
  /// Empty when the setting is taken out.
  let value: String
  /// As the row has them: `Siyang 2022 泗阳方案`, `四(一)`.
  let source: String
  let clause: String
  /// A remark for whoever edits the site; empty when there is none.
  let note: String

  /// The source of what a notice cannot know.
  static let lab = "lab"
  /// The source of what a notice is silent on.
  static let fallback = "default"
}

/// What a notice may lay down, as far as it concerns the box.
enum PolicyRule: String, CaseIterable, Sendable {
  /// Names, addresses, seats: whatever no notice can know.
  case lab
  case identity
  /// Which desk hands calls to which, and how.
  case direction
  /// When the seat that pressed a key leaves.
  case leave
  case throughCity = "through-city"
  case negotiation
  case firstReceiver = "first-receiver"
  case levels
  case emergency
  /// 119 and the others.
  case targets
  case harassment
  case numbers
  case experts
  case branches
  case overflow
  case guidance
  /// Keys that every desk has, whatever the notices say.
  case handling

  /// What every policy must say, if only that its notice is silent on it.
  static let asked: [PolicyRule] = [
    .identity, .direction, .leave, .throughCity, .negotiation, .firstReceiver, .levels, .emergency,
    .targets, .harassment,
  ]
}

/// The columns of a policy.
enum PolicyColumns {
  static let rule = TableColumn(
    "rule", ValueKind<PolicyRule>.choice, .required, "What the setting is about.")
  static let section = TableColumn(
    "section", ValueKind<String>.sentence, .required,
    "The section of the site file, without brackets.")
  static let key = TableColumn(
    "key", ValueKind<String>.name, .words("the section is taken out"), "The key.")
  static let value = TableColumn(
    "value", ValueKind<String>.sentence, .words("the setting is taken out"), "Its value.")

  static let schema = TableSchema(
    columns: [rule.row, section.row, key.row, value.row] + Provenance.columns)
}
