/// Where a chain of lines stands: how many lines it has and the last one's hash.
package struct ChainHead: Hashable, Sendable, Codable {
  /// The number of the last line, from 1 on; 0 before the first.
  package let seq: Int64
  /// 64 hexadecimal digits; zeros before the first line.
  package let hash: String

  package init(seq: Int64, hash: String) {
    self.seq = seq
    self.hash = hash
  }

  /// A chain without a line.
  package static let genesis = ChainHead(seq: 0, hash: String(repeating: "0", count: 64))
}

extension ChainHead {
  /// Binds a JSON object to all lines before it and moves the head on.
  ///
  /// `{…}` becomes `{…,"seq":N,"prev":"…","hash":"…"}`; the hash is SHA-256 of every byte before
  /// `,"hash"`. The same objects after the same head always give the same lines.
  mutating func append(_ object: [UInt8]) -> [UInt8] {
    var line = Array(object.dropLast())
    line += #","seq":\#(seq + 1),"prev":"\#(hash)""#.utf8
    let next = ChainHead(seq: seq + 1, hash: SHA256.hex(line))
    line += #","hash":"\#(next.hash)"}"#.utf8
    self = next
    return line
  }
}

/// What the end of a line says of its place in the chain.
struct ChainLink: Hashable {
  let head: ChainHead
  let previous: String
  /// Whether the hash is that of the line's bytes.
  let isGenuine: Bool

  private static let hashBytes = #","hash":""}"#.utf8.count + 64

  /// Reads a line without its newline; `nil` when it bears no link in exactly the one form.
  init?(line: ArraySlice<UInt8>, checked: Bool = true) {
    guard line.count > 2 * Self.hashBytes else { return nil }
    let body = line.dropLast(Self.hashBytes)
    let tail = String(decoding: line.suffix(Self.hashBytes), as: UTF8.self)
    let middle = String(decoding: body.suffix(110), as: UTF8.self)
    guard tail.hasPrefix(#","hash":""#), tail.hasSuffix(#""}"#),
      let place = middle.ranges(of: #","seq":"#).last
    else { return nil }
    let parts = middle[place.lowerBound...].dropFirst()
      .split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].hasPrefix(#""prev":""#), parts[1].hasSuffix("\""),
      parts[1].utf8.count == 73, let seq = Int64(parts[0].dropFirst(6)), seq > 0
    else { return nil }
    let hash = String(tail.dropFirst(9).dropLast(2))
    head = ChainHead(seq: seq, hash: hash)
    previous = String(parts[1].dropFirst(8).dropLast())
    isGenuine = checked ? SHA256.hex(body) == hash : true
  }
}
