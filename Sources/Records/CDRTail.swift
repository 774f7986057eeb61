internal import Foundation

/// Which calls stand in a `cdr.jsonl` from some place on, and where its last good line ends.
struct CDRTail {
  private(set) var ids: Set<String> = []
  /// The offset after the last line that can be read.
  private(set) var goodEnd: Int
  /// Whether anything unreadable follows, or stands between.
  private(set) var isDamaged = false

  private struct Line: Decodable { let id: String }

  /// Reads `path` from `offset` on; a missing file has nothing in it.
  ///
  /// - Parameter stopAtDamage: everything from a bad line on counts as lost, because the journal has
  ///   it; bad is also a line whose hash is another, or that does not follow from the one before it.
  init(_ path: String, from offset: Int, stopAtDamage: Bool) throws(FileProblem) {
    goodEnd = offset
    guard var reader = try LineReader(path, from: offset) else { return }
    var head: ChainHead?
    while let line = reader.next() {
      let id = try? JSONDecoder().decode(Line.self, from: Data(line)).id
      if let id, !stopAtDamage || Self.follows(line, &head) {
        ids.insert(id)
      } else {
        isDamaged = true
        if stopAtDamage { return }
      }
      goodEnd = reader.offset
    }
    goodEnd = reader.offset
    if reader.tornBytes > 0 { isDamaged = true }
  }

  private static func follows(_ line: ArraySlice<UInt8>, _ head: inout ChainHead?) -> Bool {
    guard let link = ChainLink(line: line), link.isGenuine,
      link.previous == head?.hash ?? link.previous,
      link.head.seq == (head.map { $0.seq + 1 } ?? link.head.seq)
    else { return false }
    head = link.head
    return true
  }
}
