/// CRC-32 as in Ethernet and zip (ISO 3309), so that other tools can check a journal too.
///
/// Eight bytes a step: row `n` of the table is what a byte does to the sum `n` bytes later.
enum CRC32 {
  private static let table: [UInt32] = {
    var table: [UInt32] = (0..<256).map { (index: UInt32) -> UInt32 in
      (0..<8).reduce(index) { (value: UInt32, _: Int) -> UInt32 in
        value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
      }
    }
    for index in 256..<2048 {
      let before = table[index - 256]
      table.append(table[Int(before & 0xFF)] ^ (before >> 8))
    }
    return table
  }()

  /// The checksum of `bytes`.
  static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    table.withUnsafeBufferPointer { table in
      bytes.withUnsafeBytes { bytes in
        var sum = ~UInt32(0)
        var index = 0
        while index + 8 <= bytes.count {
          let word = UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
          let (low, high) = (UInt32(truncatingIfNeeded: word) ^ sum, UInt32(word >> 32))
          sum = table[1792 + Int(low & 0xFF)] ^ table[1536 + Int(low >> 8 & 0xFF)]
          sum ^= table[1280 + Int(low >> 16 & 0xFF)] ^ table[1024 + Int(low >> 24)]
          sum ^= table[768 + Int(high & 0xFF)] ^ table[512 + Int(high >> 8 & 0xFF)]
          sum ^= table[256 + Int(high >> 16 & 0xFF)] ^ table[Int(high >> 24)]
          index += 8
        }
        while index < bytes.count {
          sum = table[Int((sum ^ UInt32(bytes[index])) & 0xFF)] ^ (sum >> 8)
          index += 1
        }
        return ~sum
      }
    }
  }
}
