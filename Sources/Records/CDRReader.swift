package import Foundation
internal import Switchboard

/// Reads the records of a data directory, of a running box or a stopped one.
///
/// Rotated files belong to it. The index says where the asked days are; it is made when missing.
package struct CDRReader: Sendable {
  /// One record that a filter lets through.
  package struct Match: Hashable, Sendable {
    /// The JSON line's UTF-8 as it stands in the file.
    package let bytes: [UInt8]
    /// With the corrected values.
    package let entry: CDREntry
    /// What somebody corrected afterwards, the oldest first.
    package let corrections: [Correction]

    /// The JSON line as it stands in the file.
    package var line: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// What a query came across.
  package struct Summary: Hashable, Sendable {
    package var matches = 0
    /// Lines that are no record of a known form.
    package var unreadable = 0
  }

  /// A part of a file that has to be read.
  private struct Piece {
    let path: String
    let range: Range<Int>
  }

  private let directory: RecordDirectory
  private let time: SiteTime
  private let usesIndex: Bool
  private let chunkLines: Int

  package init(directory: RecordDirectory, zone: TimeZone) {
    self.init(directory: directory, zone: zone, usesIndex: true)
  }

  init(
    directory: RecordDirectory, zone: TimeZone, usesIndex: Bool,
    chunkLines: Int = IndexChunk.lines
  ) {
    self.chunkLines = chunkLines
    self.directory = directory
    self.usesIndex = usesIndex
    time = SiteTime(zone: zone)
  }

  /// Calls `body` for each record that `filter` wants: closed calls by their end, then open ones.
  ///
  /// - Parameter progress: told the bytes read and the bytes that there are to read.
  /// - Throws: `FileProblem` when a file is there and cannot be read, and what `body` throws.
  @discardableResult
  package func read(
    _ filter: CDRFilter = CDRFilter(), progress: (Int, Int) -> Void = { _, _ in },
    _ body: (Match) throws -> Void
  ) throws -> Summary {
    // The journal first: a call that ends meanwhile is then met in both, and shown once.
    let open = filter.scope == .closed ? [] : try openRecords()
    var unseen = Set(open.map(\.id))
    var summary = Summary()
    let pieces = filter.scope == .open ? [] : try pieces(filter, progress)
    // They may stand long after their calls.
    var query = CDRQuery(
      filter: filter, corrections: filter.scope == .open ? Corrections() : try corrections())
    if let last = filter.last {
      let matches = try lastMatches(last, pieces, open, &unseen, &query, progress)
      for match in matches { try body(match) }
      return Summary(matches: matches.count, unreadable: query.unreadable)
    }
    func isFull() -> Bool { filter.limit.map { summary.matches >= $0 } ?? false }
    try walk(pieces, progress) { line in
      if !unseen.isEmpty, let id = CDRQuery.quickID(line) { unseen.remove(id) }
      if let match = query.match(line) {
        summary.matches += 1
        try body(match)
      }
      return !isFull()
    }
    for match in matches(open, unseen, &query) where !isFull() {
      summary.matches += 1
      try body(match)
    }
    summary.unreadable = query.unreadable
    return summary
  }

  /// From the end backwards, piece by piece, until there are enough.
  private func lastMatches(
    _ count: Int, _ pieces: [Piece], _ open: [CallRecord], _ unseen: inout Set<String>,
    _ query: inout CDRQuery, _ progress: (Int, Int) -> Void
  ) throws -> ArraySlice<Match> {
    var found: [Match] = []
    for piece in pieces.reversed() {
      var matches: [Match] = []
      try walk([piece]) { line in
        if !unseen.isEmpty, let id = CDRQuery.quickID(line) { unseen.remove(id) }
        if let match = query.match(line) { matches.append(match) }
        return true
      }
      found = matches.suffix(count) + found
      if found.count >= count { break }
    }
    return (found + matches(open, unseen, &query)).suffix(count)
  }

  private func matches(
    _ open: [CallRecord], _ unseen: Set<String>, _ query: inout CDRQuery
  ) -> [Match] {
    let render = RecordLine(zone: time.zone)
    var matches: [Match] = []
    for record in open where unseen.contains(record.id) {
      if let match = query.match(render.bytes(record)[...]) { matches.append(match) }
    }
    return matches
  }

  /// Reads the pieces until `body` returns false.
  private func walk(
    _ pieces: [Piece], _ progress: (Int, Int) -> Void = { _, _ in },
    _ body: (ArraySlice<UInt8>) throws -> Bool
  ) throws {
    let ends = pieces.map { min($0.range.upperBound, FileIdentity.size(of: $0.path) ?? 0) }
    let total = zip(pieces, ends).reduce(0) { $0 + max(0, $1.1 - $1.0.range.lowerBound) }
    var done = 0
    var lines = 0
    for piece in pieces {
      guard var reader = try LineReader(piece.path, from: piece.range.lowerBound) else { continue }
      while reader.offset < piece.range.upperBound, let line = reader.next() {
        lines += 1
        if lines % 4096 == 0 { progress(done + reader.offset - piece.range.lowerBound, total) }
        guard try body(line) else { return }
      }
      done += reader.offset - piece.range.lowerBound
    }
  }

  private func pieces(
    _ filter: CDRFilter, _ progress: (Int, Int) -> Void
  ) throws(FileProblem) -> [Piece] {
    let isTimed = (filter.from ?? filter.to) != nil
    var pieces: [Piece] = []
    for segment in try directory.segments() {
      guard usesIndex, isTimed || filter.last != nil else {
        pieces.append(Piece(path: segment.path, range: 0..<Int.max))
        continue
      }
      var index = try RecordIndex(of: segment.path, in: directory, chunkLines: chunkLines)
      let size = FileIdentity.size(of: segment.path) ?? 0
      if isTimed { try index.extend(in: directory) { progress($0, size) } }
      let wanted = (filter.from ?? .min)..<max(filter.to ?? .max, (filter.from ?? .min) + 1)
      // The last calls are looked for backwards, so pieces must not grow together.
      let ranges =
        filter.last != nil && !isTimed
        ? index.chunks.map(\.data) + [index.covered..<Int.max] : index.pieces(of: wanted)
      pieces += ranges.map { Piece(path: segment.path, range: $0) }
    }
    return pieces
  }

  private func corrections() throws(FileProblem) -> Corrections {
    let paths = try directory.segments().map(\.path)
    guard usesIndex else { return try Corrections(paths) }
    return try Corrections(
      paths.map { path throws(FileProblem) in
        try RecordIndex(of: path, in: directory, chunkLines: chunkLines)
      })
  }

  private func openRecords() throws(FileProblem) -> [CallRecord] {
    try JournalContents(directory.journal).open.sorted { $0.wallClock < $1.wallClock }
  }
}
