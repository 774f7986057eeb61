/// What an index says of a thousand lines of records, without the facts themselves.
struct IndexChunk: Hashable {
  /// Lines that a chunk stands for.
  static let lines = 1_024
  /// Bytes of a header in the index.
  static let headerSize = 64
  private static let magic: UInt64 = 0x3458_4449_524C_494C  // "LILRIDX4"

  /// Bytes of the record file.
  let data: Range<Int>
  /// Start times of the calls, microseconds since 1970; empty when no line was a record.
  let starts: ClosedRange<Int64>?
  let records: Int
  /// Lines that correct a record.
  let corrections: Int
  let unreadable: Int
  /// Of the names and facts that follow the header.
  let payload: Int
  let payloadSum: UInt32
  /// Of the last bytes of `data`: tells whether the record file is still the same.
  let tailSum: UInt32

  /// The header as it stands in the index, its own checksum last.
  var header: [UInt8] {
    var words: [UInt64] = [
      Self.magic, UInt64(data.lowerBound), UInt64(data.upperBound),
      UInt64(bitPattern: starts?.lowerBound ?? 1), UInt64(bitPattern: starts?.upperBound ?? 0),
      UInt64(records) << 32 | UInt64(corrections) << 16 | UInt64(unreadable),
      UInt64(payload) << 32 | UInt64(payloadSum),
    ]
    words.append(UInt64(tailSum) << 32 | UInt64(Self.sum(words, tailSum)))
    return words.flatMap(Self.bytes)
  }

  init(
    data: Range<Int>, starts: ClosedRange<Int64>?, records: Int, corrections: Int,
    unreadable: Int, payload: [UInt8], tailSum: UInt32
  ) {
    self.data = data
    self.starts = starts
    self.records = records
    self.corrections = corrections
    self.unreadable = unreadable
    self.payload = payload.count
    payloadSum = CRC32.of(payload[...])
    self.tailSum = tailSum
  }

  /// Reads a header; `nil` when it is damaged.
  init?(header: [UInt8]) {
    guard header.count == Self.headerSize else { return nil }
    let words = (0..<8).map { word in
      (0..<8).reduce(UInt64(0)) { $0 | UInt64(header[word * 8 + $1]) << UInt64($1 * 8) }
    }
    tailSum = UInt32(truncatingIfNeeded: words[7] >> 32)
    guard words[0] == Self.magic, words[1] <= words[2], words[2] < 1 << 62,
      UInt32(truncatingIfNeeded: words[7]) == Self.sum(Array(words.dropLast()), tailSum)
    else { return nil }
    data = Int(words[1])..<Int(words[2])
    let (low, high) = (Int64(bitPattern: words[3]), Int64(bitPattern: words[4]))
    starts = low <= high ? low...high : nil
    records = Int(words[5] >> 32)
    corrections = Int(words[5] >> 16 & 0xFFFF)
    unreadable = Int(words[5] & 0xFFFF)
    payload = Int(words[6] >> 32)
    payloadSum = UInt32(truncatingIfNeeded: words[6])
  }

  private static func sum(_ words: [UInt64], _ tail: UInt32) -> UInt32 {
    CRC32.of((words + [UInt64(tail)]).flatMap(bytes)[...])
  }

  private static func bytes(_ word: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) }
  }
}
