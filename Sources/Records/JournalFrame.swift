internal import Foundation
internal import Switchboard

/// One line of the journal: checksum, kind, payload; whole or not there at all.
///
/// `8f3c01aa O {…}\n`: CRC-32 of all that follows the first blank, without the newline.
enum JournalFrame {
  /// Always the first: how much of `cdr.jsonl` was safe when this journal was begun.
  case header(JournalHeader)
  /// A call as it stood.
  case open(CallRecord)
  /// A call's last word, or a correction under its own id, as the line that belongs into `cdr.jsonl`.
  case closed(id: String, line: [UInt8])
}

/// Where the records of this journal begin in `cdr.jsonl`.
struct JournalHeader: Hashable, Codable {
  var version = 1
  let cdr: FileIdentity
  /// Bytes of `cdr.jsonl` that were on the disk; nothing before them is in this journal.
  let length: Int
  /// The chain's place there; `nil` in a journal of an earlier version.
  var head: ChainHead?
}

extension JournalFrame {
  /// The line with its newline.
  ///
  /// - Throws: `FileProblem` when a value cannot be written as JSON, which no call record does.
  func bytes() throws(FileProblem) -> [UInt8] {
    let payload: [UInt8]
    switch self {
    case .header(let header): payload = try Self.json("H", header)
    case .open(let record): payload = try Self.json("O", record)
    case .closed(let id, let line): payload = Array("C \(id) ".utf8) + line
    }
    let sum = String(CRC32.of(payload[...]), radix: 16)
    let padded = String(repeating: "0", count: 8 - sum.count) + sum
    return Array(padded.utf8) + [UInt8(ascii: " ")] + payload + [UInt8(ascii: "\n")]
  }

  private static func json(_ kind: String, _ value: some Encodable) throws(FileProblem) -> [UInt8] {
    do {
      return Array("\(kind) ".utf8) + (try LineEncoder.bytes(value))
    } catch {
      throw FileProblem("cannot write a record as JSON: \(error)")
    }
  }

  /// Reads a line without its newline; `nil` when its checksum or its form is wrong.
  init?(line: ArraySlice<UInt8>) {
    let blank = UInt8(ascii: " ")
    let head = line.prefix(9)
    guard head.count == 9, head.last == blank,
      let sum = UInt32(String(decoding: head.dropLast(), as: UTF8.self), radix: 16)
    else { return nil }
    let payload = line.dropFirst(9)
    guard CRC32.of(payload) == sum, payload.dropFirst().first == blank else { return nil }
    let body = payload.dropFirst(2)
    switch payload.first {
    case UInt8(ascii: "H"):
      guard let header = try? JSONDecoder().decode(JournalHeader.self, from: Data(body)) else {
        return nil
      }
      self = .header(header)
    case UInt8(ascii: "O"):
      guard let record = try? JSONDecoder().decode(CallRecord.self, from: Data(body)) else {
        return nil
      }
      self = .open(record)
    case UInt8(ascii: "C"):
      guard let end = body.firstIndex(of: blank) else { return nil }
      let id = String(decoding: body[..<end], as: UTF8.self)
      self = .closed(id: id, line: Array(body[(end + 1)...]))
    default: return nil
    }
  }
}
