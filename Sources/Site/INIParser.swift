/// Reads lines into sections and entries; knows nothing of what they mean.
///
/// A line that cannot be read is reported and skipped. What stands in a broken line is never
/// repeated in the message: it may be a password.
struct INIParser {
  /// The longest file, in bytes.
  static let fileLimit = 1 << 20
  /// The longest line, in bytes without its end.
  static let lineLimit = 16_384
  /// The most entries that a section may have; the schema knows far fewer keys.
  static let entryLimit = 64

  private let findings: Findings
  private var document = INIDocument()
  private var titles: [String: Int] = [:]
  /// Whether entries have a section to go to.
  private var context = Context.none

  private enum Context { case none, section, broken }

  /// Reads a whole file; the document has everything that could be read.
  static func parse(_ bytes: [UInt8], findings: Findings) -> INIDocument {
    guard bytes.count <= fileLimit else {
      findings.error(nil, "the file has \(bytes.count) bytes; expected at most \(fileLimit)")
      return INIDocument()
    }
    var parser = INIParser(findings: findings)
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    var number = 0
    for line in bytes[start...].split(separator: 0x0a, omittingEmptySubsequences: false) {
      number += 1
      parser.read(line.last == 0x0d ? line.dropLast() : line, number: number)
    }
    return parser.document
  }

  private init(findings: Findings) { self.findings = findings }

  private mutating func read(_ bytes: ArraySlice<UInt8>, number: Int) {
    guard bytes.count <= INIParser.lineLimit else {
      let place = Place(line: number, column: 1)
      findings.error(
        place, "a line of \(bytes.count) bytes; expected at most \(INIParser.lineLimit)")
      return
    }
    let repaired = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      let column = (repaired.firstIndex(of: "\u{fffd}") ?? 0) + 1
      findings.error(Place(line: number, column: column), "bytes that are no text; expected UTF-8")
      return
    }
    let line = INILine(scalars: repaired, number: number)
    if let index = repaired.firstIndex(where: { $0 != "\t" && $0.isControl }) {
      findings.error(
        line.place(index), "control character \(repaired[index].code); expected text")
      return
    }
    do {
      switch try line.content() {
      case .empty: break
      case .title(let kind, let name): open(kind, name)
      case .entry(let entry): add(entry)
      }
    } catch {
      if error.breaksSection { context = .broken }
      if let key = error.key, context == .section {
        document.sections[document.sections.count - 1].broken.insert(key)
      }
      findings.error(error.place, error.message)
    }
  }

  private mutating func open(_ kind: Located<String>, _ name: Located<String>?) {
    let title = kind.value + " " + (name?.value ?? "")
    let first = titles[title]
    if first == nil { titles[title] = kind.place.line }
    let section = INISection(kind: kind, name: name, firstLine: first)
    if let first {
      findings.error(
        section.place,
        "\(section.title.shown) again, first in line \(first); expected each section once")
    }
    document.sections.append(section)
    context = .section
  }

  private mutating func add(_ entry: INIEntry) {
    switch context {
    case .broken: break
    case .none:
      findings.error(
        entry.key.place, "a key before any section; expected a title such as [site] above it")
    case .section:
      let last = document.sections.count - 1
      if let first = document.sections[last].entry(entry.key.value) {
        findings.error(
          entry.key.place,
          "\(entry.key.value) again, first in line \(first.key.place.line); "
            + "expected each key once in a section")
      } else if document.sections[last].entries.count == INIParser.entryLimit {
        context = .broken
        findings.error(
          entry.key.place,
          "more than \(INIParser.entryLimit) entries in \(document.sections[last].title.shown); "
            + "expected fewer")
      } else {
        document.sections[last].entries.append(entry)
      }
    }
  }
}
