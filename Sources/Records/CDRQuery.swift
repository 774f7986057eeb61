internal import Glibc
internal import Switchboard

/// Holds record lines against a filter, without reading more of a line than it takes.
struct CDRQuery {
  private let filter: CDRFilter
  /// Digits that every wanted line has somewhere.
  private let needle: [UInt8]
  private(set) var unreadable = 0

  init(filter: CDRFilter) {
    self.filter = filter
    needle = Array((filter.number ?? "").utf8.filter { $0 != UInt8(ascii: "*") })
  }

  /// The record in the line, when it is wanted.
  mutating func match(_ line: ArraySlice<UInt8>) -> CDRReader.Match? {
    guard mayMatch(line) else { return nil }
    guard let entry = CDREntry(line: line) else {
      unreadable += 1
      return nil
    }
    guard filter.covers(entry.startedAt), filter.matches(entry) else { return nil }
    return CDRReader.Match(bytes: Array(line), entry: entry)
  }

  /// Most lines of a long file are out of the asked time or have other numbers.
  private func mayMatch(_ line: ArraySlice<UInt8>) -> Bool {
    if (filter.from ?? filter.to) != nil, let start = Self.quickField(#""start":""#, line),
      let moment = SiteTime.moment(of: String(start)), !filter.covers(moment)
    {
      return false
    }
    guard !needle.isEmpty else { return true }
    return Self.contains(line, needle)
  }

  /// Whether the bytes stand somewhere in the line.
  static func contains(_ line: ArraySlice<UInt8>, _ needle: [UInt8]) -> Bool {
    line.withUnsafeBytes { line in needle.withUnsafeBytes { contains(line, $0) } }
  }

  private static func contains(
    _ line: UnsafeRawBufferPointer, _ needle: UnsafeRawBufferPointer
  ) -> Bool {
    guard let base = line.baseAddress, let wanted = needle.baseAddress else { return false }
    var place = 0
    while place + needle.count <= line.count {
      let rest = line.count - needle.count + 1 - place
      guard let found = memchr(base + place, Int32(needle[0]), rest) else { return false }
      if memcmp(found, wanted, needle.count) == 0 { return true }
      place = base.distance(to: UnsafeRawPointer(found)) + 1
    }
    return false
  }

  /// The call's id as it stands near the head of every line that a box wrote.
  static func quickID(_ line: ArraySlice<UInt8>) -> String? {
    quickField(#""id":""#, line).map { String($0) }
  }

  private static func quickField(_ key: String, _ line: ArraySlice<UInt8>) -> Substring? {
    let head = String(decoding: line.prefix(128), as: UTF8.self)
    guard let place = head.firstRange(of: key) else { return nil }
    let value = head[place.upperBound...]
    return value.firstIndex(of: "\"").map { value[..<$0] }
  }
}
