/// Reads the ledger of a data directory.
package struct LedgerReader {
  /// What a reading came across.
  package struct Contents: Hashable, Sendable {
    package internal(set) var entries: [LedgerEntry] = []
    /// The lines of the wanted entries as they stand in the file.
    package internal(set) var lines: [String] = []
    package internal(set) var unreadable = 0
  }

  private let directory: RecordDirectory

  package init(directory: RecordDirectory) { self.directory = directory }

  /// The look-ups that began in `time`, oldest first.
  ///
  /// - Throws: `FileProblem` when the file is there and cannot be read.
  package func read(in time: Range<Int64>) throws(FileProblem) -> Contents {
    var contents = Contents()
    var places: [Int64: Int] = [:]
    guard var reader = try LineReader(directory.ledger) else { return contents }
    while let line = reader.next() {
      guard let value = JSONValue(line: line) else {
        contents.unreadable += 1
        continue
      }
      if let entry = LedgerEntry(beginning: value) {
        guard time.contains(entry.moment) else { continue }
        places[entry.seq] = contents.entries.count
        contents.entries.append(entry)
      } else if let of = value[key: "of"].integer {
        guard let place = places[of] else { continue }
        contents.entries[place].records = value[key: "records"].integer
        contents.entries[place].outcome = value[key: "outcome"].plain
      } else {
        contents.unreadable += 1
        continue
      }
      contents.lines.append(String(decoding: line, as: UTF8.self))
    }
    return contents
  }
}
