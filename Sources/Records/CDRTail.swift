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
  /// - Parameter stopAtDamage: everything after a bad line counts as lost, because the journal has it.
  init(_ path: String, from offset: Int, stopAtDamage: Bool) throws(FileProblem) {
    goodEnd = offset
    guard var reader = try LineReader(path, from: offset) else { return }
    while let line = reader.next() {
      if let id = try? JSONDecoder().decode(Line.self, from: Data(line)).id {
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
}
