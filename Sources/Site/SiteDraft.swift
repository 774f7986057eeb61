/// A site file that is written for an engineer to go on with: each setting with the clause that
/// asks for it, addresses of a lab marked for replacement.
package struct SiteDraft: Sendable {
  /// What a line bears whose value is of a lab.
  package static let mark = "LAB: replace"

  private struct Section {
    let title: String
    let kind: SectionKind
    var settings: [PolicySetting]
  }

  private var sections: [Section] = []

  /// The settings in their order; a later one takes an earlier one's place, or takes it out.
  init(_ settings: [PolicySetting]) {
    for setting in settings { apply(setting) }
    // A title without a setting would only be in the way; kinds stand in the order of the manual.
    sections.removeAll(where: \.settings.isEmpty)
    let order = SectionKind.allCases
    sections = order.flatMap { kind in sections.filter { $0.kind == kind } }
  }

  private mutating func apply(_ setting: PolicySetting) {
    guard let index = sections.firstIndex(where: { $0.title == setting.section }) else {
      let isNothing = setting.key.isEmpty || setting.value.isEmpty
      sections.append(
        Section(title: setting.section, kind: setting.kind, settings: isNothing ? [] : [setting]))
      return
    }
    if setting.key.isEmpty {
      sections[index].settings = []
    } else if let old = sections[index].settings.firstIndex(where: { $0.key == setting.key }) {
      if setting.value.isEmpty {
        sections[index].settings.remove(at: old)
      } else {
        sections[index].settings[old] = setting
      }
    } else if !setting.value.isEmpty {
      sections[index].settings.append(setting)
    }
  }

  /// The file, with these lines as comments at its top.
  func text(heading: [String]) -> String {
    var lines = heading.map { $0.isEmpty ? "#" : "# \($0)" }
    for section in sections { lines += [""] + SiteDraft.lines(of: section) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Title and settings, in the order of the schema; the first note says what the section is about.
  private static func lines(of section: Section) -> [String] {
    let settings = SiteSchema.rows(of: section.kind).compactMap { row in
      section.settings.first { $0.key == row.key }
    }
    let about = section.kind.nameWord == nil ? nil : settings.first { !$0.note.isEmpty }?.key
    var lines = settings.filter { $0.key == about }.map { "# " + $0.note } + ["[\(section.title)]"]
    for setting in settings {
      if !setting.note.isEmpty, setting.key != about { lines.append("# " + setting.note) }
      lines.append(line(setting))
    }
    return lines
  }

  /// `leave     = on-answer               ; Siyang 2022 泗阳方案 四(一)`.
  private static func line(_ setting: PolicySetting) -> String {
    let remark: String? =
      switch (setting.source, setting.clause) {
      case (PolicySetting.lab, _): mark
      case (PolicySetting.fallback, "site.conf(5)"): "default"
      case (PolicySetting.fallback, _): nil
      default: origin(setting)
      }
    let assignment = setting.key.padding(to: 10) + "= " + quoted(setting.value)
    return remark.map { SiteDraft.padded(assignment) + "; " + $0 } ?? assignment
  }

  /// The line with blanks up to where remarks stand; a Chinese character takes two columns.
  private static func padded(_ line: String) -> String {
    let width = line.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
    return line + String(repeating: " ", count: max(1, 36 - width))
  }

  /// Notices and clauses side by side.
  private static func origin(_ setting: PolicySetting) -> String {
    let clauses = setting.clause.split(separator: "; ")
    return setting.source.split(separator: "; ").enumerated().map { index, source in
      index < clauses.count ? "\(source) \(clauses[index])" : String(source)
    }.joined(separator: "; ")
  }

  /// The value as a site file has it, in quotes where a comment would begin.
  private static func quoted(_ value: String) -> String {
    let begins = value.hasPrefix("#") || value.hasPrefix(";") || value.hasPrefix("\"")
    guard begins || value.contains(" #") || value.contains(" ;") else { return value }
    return "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
