internal import Audio

/// What remembers, of the codecs of one stream: made when it is agreed on, kept with the stream's slot.
struct VoiceCoder: BitwiseCopyable, Sendable {
  private(set) var g722: G722Coder?
  private(set) var opus: OpusCoder?

  /// Makes what is missing for `codec`; false where that cannot be.
  mutating func prepare(_ codec: AudioCodec) -> Bool {
    switch codec {
    case .pcma, .pcmu, .l16, .l16Wide: return true
    case .g722:
      if g722 == nil { g722 = G722Coder() }
      return g722 != nil
    case .opus:
      if opus == nil { opus = OpusCoder() }
      return opus != nil
    }
  }

  /// Forgets everything, for a new stream.
  func reset() {
    g722?.reset()
    opus?.reset()
  }

  func deallocate() {
    g722?.deallocate()
    opus?.deallocate()
  }

  /// Writes `count` samples as L16: the higher byte first (RFC 3551, 4.5.11).
  @_noLocks @_noAllocation
  static func writeLinear(
    _ samples: UnsafePointer<Int16>, into bytes: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    for i in 0..<count {
      let word = UInt16(bitPattern: samples[i])
      bytes[2 &* i] = UInt8(truncatingIfNeeded: word >> 8)
      bytes[2 &* i &+ 1] = UInt8(truncatingIfNeeded: word)
    }
  }

  /// Reads `count` samples of L16.
  @_noLocks @_noAllocation
  static func readLinear(
    _ bytes: UnsafePointer<UInt8>, into samples: UnsafeMutablePointer<Int16>, count: Int
  ) {
    for i in 0..<count {
      samples[i] = Int16(
        bitPattern: UInt16(bytes[2 &* i]) << 8 | UInt16(bytes[2 &* i &+ 1]))
    }
  }
}
