/// What one notice comes to: settings of the site file, in the order of its table.
struct CountyPolicy: Sendable {
  let settings: [PolicySetting]

  /// Reads the rows of a policy, and reports settings that no site file has.
  static func read(_ table: CSVTable, _ findings: Findings) -> CountyPolicy {
    var first: [String: Int] = [:]
    var settings: [PolicySetting] = []
    for row in table.readers(findings) {
      for column in PolicyColumns.schema.columns { column.check(row) }
      guard let setting = setting(row) else { continue }
      let title = setting.section + "\n" + setting.key
      if let line = first[title] {
        findings.error(
          row.place(of: PolicyColumns.key),
          "\(setting.key.isEmpty ? "" : setting.key + " of ")[\(setting.section)] again, first in "
            + "line \(line); expected each setting once")
        continue
      }
      first[title] = row.place.line
      settings.append(setting)
    }
    return CountyPolicy(settings: settings)
  }

  /// Reports rules on which the policy does not say anything, not even that its notice is silent.
  func checkRules(_ findings: Findings) {
    for rule in PolicyRule.asked where !settings.contains(where: { $0.rule == rule }) {
      findings.error(
        nil,
        "has no row with rule \"\(rule.rawValue)\"; expected one, with source "
          + "\"\(PolicySetting.fallback)\" where the notice is silent")
    }
  }

  private static func setting(_ row: RowReader) -> PolicySetting? {
    let rule = PolicyRule(rawValue: row.text("rule"))
    let words = row.text("section").split(separator: " ", omittingEmptySubsequences: false)
    let place = row.place(of: PolicyColumns.section)
    guard let rule, let word = words.first, !word.isEmpty else { return nil }
    guard let kind = SectionKind(rawValue: String(word)) else {
      row.findings.error(
        place,
        "unknown section \(String(word).shown); "
          + Nearest.hint(for: String(word), among: SectionKind.allCases.map(\.rawValue)))
      return nil
    }
    guard words.count == (kind.nameWord == nil ? 1 : 2), words.last?.isEmpty == false else {
      row.findings.error(
        place,
        "section is \(row.text("section").shown); expected \(kind.title.dropFirst().dropLast())")
      return nil
    }
    let key = row.text("key")
    let known = SiteSchema.rows(of: kind).map(\.key)
    guard key.isEmpty || known.contains(key) else {
      row.findings.error(
        row.place(of: PolicyColumns.key),
        "unknown key \(key.shown) in \(kind.title); \(Nearest.hint(for: key, among: known))")
      return nil
    }
    return PolicySetting(
      rule: rule, section: row.text("section"), kind: kind, key: key, value: row.text("value"),
      source: row.text("source"), clause: row.text("clause"), note: row.text("note"))
  }
}
