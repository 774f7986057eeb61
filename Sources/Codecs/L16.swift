/// Samples as they are, the higher byte first (RFC 3551, 4.5.11).
package enum L16 {
  /// Writes `count` samples as twice as many bytes.
  @_noLocks @_noAllocation
  package static func encode(
    _ samples: UnsafePointer<Int16>, into bytes: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    for i in 0..<count {
      let word = UInt16(bitPattern: samples[i])
      bytes[2 &* i] = UInt8(truncatingIfNeeded: word >> 8)
      bytes[2 &* i &+ 1] = UInt8(truncatingIfNeeded: word)
    }
  }

  /// Reads `count` samples out of twice as many bytes.
  @_noLocks @_noAllocation
  package static func decode(
    _ bytes: UnsafePointer<UInt8>, into samples: UnsafeMutablePointer<Int16>, count: Int
  ) {
    for i in 0..<count {
      samples[i] = Int16(
        bitPattern: UInt16(bytes[2 &* i]) << 8 | UInt16(bytes[2 &* i &+ 1]))
    }
  }

  /// The payload of samples; allocates.
  package static func encode(_ samples: [Int16]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 2 * samples.count) { bytes, count in
      samples.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = bytes.baseAddress else { return }
        encode(from, into: to, count: source.count)
      }
      count = 2 * samples.count
    }
  }

  /// The samples of a payload; allocates.
  package static func decode(_ payload: UnsafeBufferPointer<UInt8>) -> [Int16] {
    [Int16](unsafeUninitializedCapacity: payload.count / 2) { samples, count in
      guard let from = payload.baseAddress, let to = samples.baseAddress else { return }
      count = payload.count / 2
      decode(from, into: to, count: count)
    }
  }
}
