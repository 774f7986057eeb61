internal import Foundation

/// Facts of the founding documents, as tables: read, held against their columns and each other.
package struct Seeds: Sendable {
  /// One table, as it stands in its file.
  package struct Table: Sendable {
    /// The file's name without `.csv`; a county's is `counties/NAME`.
    package let name: String
    /// What stands in it, in one clause.
    package let sentence: String
    /// The header that its schema gives it, without columns that the file has not.
    package let columns: [String]
    package let rows: [[String]]
  }

  /// All that could be read, counties last.
  package private(set) var tables: [Table] = []
  /// Every mistake, file by file.
  package private(set) var diagnostics: [Diagnostic] = []
  private var base: CountyPolicy?
  private var policies: [String: CountyPolicy] = [:]
  private let directory: String

  /// Whether every row is as it should be.
  package var isRight: Bool { !diagnostics.contains { $0.severity == .error } }

  /// The counties whose notices have been turned into settings, by name.
  package var counties: [String] { policies.keys.sorted() }

  /// Reads all tables of a directory.
  package init(directory: String) {
    self.directory = directory
    var known = [PolicySetting.lab, PolicySetting.fallback]
    for sheet in SeedSheet.all {
      let findings = Findings(file: "\(directory)/\(sheet.name).csv")
      let table = CSVTable.read(
        "\(directory)/\(sheet.name).csv", sheet.schema, findings)
      if let table {
        let rows = table.readers(findings)
        if sheet.name == "sources" { known += rows.map { $0.text("name") } }
        Seeds.check(rows, sheet, known: known)
        tables.append(Table(sheet, rows))
      }
      diagnostics += findings.sorted()
    }
    base = policy("base", "settings that every site starts from", known)
    readCounties(known)
    guard isRight else { return }
    for county in counties { checkDraft(of: county) }
  }

  /// The site file that a county's notice comes to; `nil` when there is no such county.
  package func siteFile(of county: String, heading: [String]) -> String? {
    settings(of: county).map { SiteDraft($0).text(heading: heading) }
  }

  /// The tables that this site file names, as it names them, with the text that they begin with.
  package func siteTables(of county: String) -> [(name: String, text: String)] {
    let file = "\(directory)/\(Seeds.hotlines).csv"
    guard let name = settings(of: county)?.first(where: \.isNumbersTable)?.value,
      let bytes = FileManager.default.contents(atPath: file)
    else { return [] }
    return [(name, String(decoding: bytes, as: UTF8.self))]
  }

  private static let hotlines = "hotlines"

  /// What holds for everybody, and on top of it what one county's notice says.
  private func settings(of county: String) -> [PolicySetting]? {
    guard let base, let policy = policies[county] else { return nil }
    return base.settings + policy.settings
  }

  private static func check(_ rows: [RowReader], _ sheet: SeedSheet, known: [String]) {
    var first: [[String]: Int] = [:]
    for row in rows {
      for column in sheet.schema.columns { column.check(row) }
      Provenance.check(row, known: known)
      let identity = sheet.identity.map(row.text)
      if let line = first[identity] {
        row.findings.error(
          row.place(sheet.identity[sheet.identity.count - 1]),
          "\(identity.joined(separator: " ").shown) again, first in line \(line); expected it once")
      } else {
        first[identity] = row.place.line
      }
    }
  }

  private mutating func readCounties(_ known: [String]) {
    let folder = directory + "/counties"
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      let findings = Findings(file: folder)
      findings.error(nil, "cannot be listed; expected a directory with one table a county")
      diagnostics += findings.sorted()
      return
    }
    for file in files.sorted() where file.hasSuffix(".csv") && !file.hasPrefix(".") {
      let county = String(file.dropLast(4))
      policies[county] = policy(
        "counties/\(county)", "what its notice comes to, as settings", known, isCounty: true)
    }
  }

  /// Reads a table of settings, and holds it against the site file and the notices.
  private mutating func policy(
    _ name: String, _ sentence: String, _ known: [String], isCounty: Bool = false
  ) -> CountyPolicy? {
    let path = "\(directory)/\(name).csv"
    let findings = Findings(file: path)
    defer { diagnostics += findings.sorted() }
    guard let table = CSVTable.read(path, PolicyColumns.schema, findings) else { return nil }
    let policy = CountyPolicy.read(table, findings)
    if isCounty { policy.checkRules(findings) }
    let rows = table.readers(findings)
    for row in rows { Provenance.check(row, known: known) }
    tables.append(Table(name: name, sentence: sentence, PolicyColumns.schema, rows))
    return policy
  }

  /// Reports what the checker says of the site that a county's policy makes.
  private mutating func checkDraft(of county: String) {
    // The table stands here under its own name, and beside the site under the one that it gives it.
    let settings = settings(of: county)?.map {
      $0.isNumbersTable ? $0.with(value: "\(Seeds.hotlines).csv") : $0
    }
    let text = SiteDraft(settings ?? []).text(heading: [])
    let site = "\(directory)/site.conf"
    let findings = Findings(file: "\(directory)/counties/\(county).csv")
    for complaint in SiteFile.check(text: text, file: site).1 where complaint.severity == .error {
      findings.error(
        nil,
        "the site that it makes is wrong: "
          + (complaint.file == site ? complaint.message : complaint.description))
    }
    diagnostics += findings.sorted()
  }
}

extension PolicySetting {
  fileprivate var isNumbersTable: Bool { kind == .site && key == SiteKeys.numbers.row.key }

  fileprivate func with(value: String) -> PolicySetting {
    PolicySetting(
      rule: rule, section: section, kind: kind, key: key, value: value, source: source,
      clause: clause, note: note)
  }
}

extension Seeds.Table {
  fileprivate init(_ sheet: SeedSheet, _ rows: [RowReader]) {
    self.init(name: sheet.name, sentence: sheet.sentence, sheet.schema, rows)
  }

  fileprivate init(name: String, sentence: String, _ schema: TableSchema, _ rows: [RowReader]) {
    let present = schema.names.filter { rows.first?.positions[$0] != nil }
    self.init(
      name: name, sentence: sentence, columns: present,
      rows: rows.map { row in present.map(row.text) })
  }
}
