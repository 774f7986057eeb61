internal import Glibc
internal import Switchboard

/// Holds record lines against a filter, without reading more of a line than it takes.
struct CDRQuery {
  private let filter: CDRFilter
  private let corrections: Corrections
  /// Digits that every wanted line has somewhere.
  private let needle: [UInt8]
  private(set) var unreadable = 0

  init(filter: CDRFilter, corrections: Corrections = Corrections()) {
    self.filter = filter
    self.corrections = corrections
    needle = Array((filter.number ?? "").utf8.filter { $0 != UInt8(ascii: "*") })
  }

  /// The record in the line, when it is wanted.
  mutating func match(_ line: ArraySlice<UInt8>) -> CDRReader.Match? {
    guard mayMatch(line) else { return nil }
    guard var entry = CDREntry(line: line) else {
      if Correction(line: line) == nil { unreadable += 1 }
      return nil
    }
    guard filter.covers(entry.startedAt), filter.matches(entry) else { return nil }
    let corrections = corrections[entry.id]
    entry.apply(corrections)
    return CDRReader.Match(bytes: Array(line), entry: entry, corrections: corrections)
  }

  /// Most lines of a long file are out of the asked time or have other numbers.
  private func mayMatch(_ line: ArraySlice<UInt8>) -> Bool {
    if (filter.from ?? filter.to) != nil, let start = Self.quickStart(line), !filter.covers(start) {
      return false
    }
    guard !needle.isEmpty else { return true }
    return Self.contains(line, needle)
  }

  /// Whether the bytes stand somewhere in the line.
  static func contains(_ line: ArraySlice<UInt8>, _ needle: [UInt8]) -> Bool {
    line.withUnsafeBytes { line in needle.withUnsafeBytes { place(of: $0, in: line) != nil } }
  }

  /// Where the needle begins in the line, if it is there.
  private static func place(
    of needle: UnsafeRawBufferPointer, in line: UnsafeRawBufferPointer
  ) -> Int? {
    guard let base = line.baseAddress, let wanted = needle.baseAddress else { return nil }
    var place = 0
    while place + needle.count <= line.count {
      let rest = line.count - needle.count + 1 - place
      guard let found = memchr(base + place, Int32(needle[0]), rest) else { return nil }
      if memcmp(found, wanted, needle.count) == 0 {
        return base.distance(to: UnsafeRawPointer(found))
      }
      place = base.distance(to: UnsafeRawPointer(found)) + 1
    }
    return nil
  }

  /// The call's id as it stands near the head of every line that a box wrote.
  static func quickID(_ line: ArraySlice<UInt8>) -> String? {
    quickValue(after: idKey, line, count: 16) { String(decoding: $0, as: UTF8.self) }
  }

  private static func quickStart(_ line: ArraySlice<UInt8>) -> Int64? {
    quickValue(after: startKey, line, count: 32) {
      SiteTime.moment(of: $0.assumingMemoryBound(to: UInt8.self))
    }
  }

  private static let idKey = Array(#""id":""#.utf8)
  private static let startKey = Array(#""start":""#.utf8)

  private static func quickValue<Value>(
    after key: [UInt8], _ line: ArraySlice<UInt8>, count: Int,
    _ read: (UnsafeRawBufferPointer) -> Value?
  ) -> Value? {
    line.prefix(128).withUnsafeBytes { head in
      key.withUnsafeBytes { key in
        guard let place = place(of: key, in: head), place + key.count + count <= head.count else {
          return nil
        }
        let first = place + key.count
        return read(UnsafeRawBufferPointer(rebasing: head[first..<(first + count)]))
      }
    }
  }
}
