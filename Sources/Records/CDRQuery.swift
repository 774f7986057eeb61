internal import Foundation

/// One pass over record lines: what is wanted goes out at once, or waits to be among the last.
struct CDRQuery {
  private let filter: CDRFilter
  private let time: SiteTime
  private var summary = CDRReader.Summary()
  /// The last matches, as a ring once it is full.
  private var last: [CDRReader.Match] = []
  private var oldest = 0

  init(filter: CDRFilter, time: SiteTime) {
    self.filter = filter
    self.time = time
  }

  /// Whether nothing more is wanted.
  var isFull: Bool { filter.limit.map { summary.matches >= $0 } ?? false }

  /// Looks at a line.
  mutating func offer(
    _ line: ArraySlice<UInt8>, _ body: (CDRReader.Match) throws -> Void
  ) throws {
    // Most lines of a long file are out of the asked time: found out without reading all of them.
    if let start = quickStart(line), !filter.covers(start) { return }
    guard let entry = CDREntry(line: line) else {
      summary.unreadable += 1
      return
    }
    guard filter.covers(entry.startedAt), filter.matches(entry) else { return }
    let match = CDRReader.Match(line: String(decoding: line, as: UTF8.self), entry: entry)
    summary.matches += 1
    guard let limit = filter.last else { return try body(match) }
    if last.count < limit {
      last.append(match)
    } else {
      last[oldest] = match
      oldest = (oldest + 1) % limit
    }
  }

  /// Gives out what waited.
  mutating func finish(_ body: (CDRReader.Match) throws -> Void) throws -> CDRReader.Summary {
    for match in last[oldest...] + last[..<oldest] { try body(match) }
    if filter.last != nil { summary.matches = last.count }
    return summary
  }

  /// The call's id as it stands near the head of every line that a box wrote.
  static func quickID(_ line: ArraySlice<UInt8>) -> String? {
    quickField(#""id":""#, line).map { String($0) }
  }

  private func quickStart(_ line: ArraySlice<UInt8>) -> Int64? {
    guard (filter.from ?? filter.to) != nil, let text = Self.quickField(#""start":""#, line) else {
      return nil
    }
    return SiteTime.moment(of: String(text))
  }

  private static func quickField(_ key: String, _ line: ArraySlice<UInt8>) -> Substring? {
    let head = String(decoding: line.prefix(128), as: UTF8.self)
    guard let place = head.range(of: key) else { return nil }
    let value = head[place.upperBound...]
    return value.firstIndex(of: "\"").map { value[..<$0] }
  }
}
