package import Foundation
internal import Switchboard

/// Reads the records of a data directory, of a running box or a stopped one, line by line.
package struct CDRReader: Sendable {
  /// One record that a filter lets through.
  package struct Match: Hashable, Sendable {
    /// The JSON line as it stands in the file.
    package let line: String
    package let entry: CDREntry
  }

  /// What a query came across.
  package struct Summary: Hashable, Sendable {
    package var matches = 0
    /// Lines that are no record of a known form.
    package var unreadable = 0
  }

  private let directory: RecordDirectory
  private let time: SiteTime

  package init(directory: RecordDirectory, zone: TimeZone) {
    self.directory = directory
    time = SiteTime(zone: zone)
  }

  /// Calls `body` for each record that `filter` wants: closed calls by their end, then open ones.
  ///
  /// - Throws: `FileProblem` when a file is there and cannot be read, and what `body` throws.
  @discardableResult
  package func read(_ filter: CDRFilter = CDRFilter(), _ body: (Match) throws -> Void) throws
    -> Summary
  {
    var query = CDRQuery(filter: filter, time: time)
    // The journal first: a call that ends meanwhile is then met in both, and shown once.
    var open = filter.scope == .closed ? [] : try openRecords()
    if filter.scope != .open, var reader = try LineReader(directory.cdr) {
      var ids = Set(open.map(\.id))
      while !query.isFull, let line = reader.next() {
        if let id = CDRQuery.quickID(line) { ids.remove(id) }
        try query.offer(line, body)
      }
      open.removeAll { !ids.contains($0.id) }
    }
    let render = RecordLine(zone: time.zone)
    for record in open where !query.isFull { try query.offer(render.bytes(record)[...], body) }
    return try query.finish(body)
  }

  private func openRecords() throws -> [CallRecord] {
    try JournalContents(directory.journal).open.sorted { $0.wallClock < $1.wallClock }
  }
}
