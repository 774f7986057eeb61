internal import Foundation

/// A head of a chain with a code that only a holder of the key can make.
struct SignedHead: Hashable, Codable {
  let seq: Int64
  let hash: String
  let mac: String

  init(_ head: ChainHead, of chain: String, key: ChainKey) {
    (seq, hash) = (head.seq, head.hash)
    mac = Self.code(head, chain, key)
  }

  /// A head that somebody vouches for in another way.
  init(unsigned head: ChainHead) { (seq, hash, mac) = (head.seq, head.hash, "") }

  /// Reads a line of a file of heads; `nil` for anything but the one form that `line` gives.
  init?(line: some Collection<UInt8>) {
    guard let head = try? JSONDecoder().decode(SignedHead.self, from: Data(line)),
      head.line.dropLast().elementsEqual(line)
    else { return nil }
    self = head
  }

  var head: ChainHead { ChainHead(seq: seq, hash: hash) }

  func isGenuine(for chain: String, key: ChainKey) -> Bool {
    Self.code(head, chain, key) == mac
  }

  /// One JSON line with its newline.
  var line: [UInt8] {
    var line = JSONLine()
    line.object { line in
      line.field("seq", seq)
      line.field("hash", hash)
      line.field("mac", mac)
    }
    return line.bytes + [UInt8(ascii: "\n")]
  }

  private static func code(_ head: ChainHead, _ chain: String, _ key: ChainKey) -> String {
    SHA256.authenticationCode(Array("\(chain) \(head.seq) \(head.hash)".utf8), key: key.bytes)
  }
}
