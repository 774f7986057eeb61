/// One section as the schema sees it.
struct SectionReader {
  let section: INISection
  let findings: Findings

  /// The name in the title; empty when it has none.
  var name: String { section.name?.value ?? "" }

  /// Where the title stands.
  var place: Place { section.place }

  /// Whether the key is written there, rightly or wrongly.
  func has<Value>(_ key: SchemaKey<Value>) -> Bool {
    section.entry(key.row.key) != nil || section.broken.contains(key.row.key)
  }

  /// Where the key stands, or the title when it does not.
  func place<Value>(of key: SchemaKey<Value>) -> Place {
    section.entry(key.row.key)?.key.place ?? place
  }

  /// The value that is written or holds by default; `nil` when there is none or it is wrong.
  func read<Value>(_ key: SchemaKey<Value>) -> Value? {
    if let entry = section.entry(key.row.key) { return key.kind.read(entry.value, findings) }
    if section.broken.contains(key.row.key) { return nil }
    switch key.row.fallback {
    case .value(let text):
      return key.kind.read(ValueText(key: key.row.key, text: text, place: place), findings)
    case .required:
      miss(key)
      return nil
    case .words: return nil
    }
  }

  /// Reports that the key is not there though it should be.
  func miss<Value>(_ key: SchemaKey<Value>, because reason: String = "") {
    findings.error(
      place,
      "\(section.title) has no \(key.row.key)\(reason); expected \(key.row.key) = "
        + key.kind.expected)
  }

  /// Reports every key that the schema does not have.
  func checkKeys(_ rows: [SchemaRow]) {
    let known = rows.map(\.key)
    for entry in section.entries where !known.contains(entry.key.value) {
      findings.error(
        entry.key.place,
        "unknown key \(entry.key.value.shown) in \(section.title); "
          + Nearest.hint(for: entry.key.value, among: known))
    }
  }
}
