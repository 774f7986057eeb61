package import Audio
internal import Codecs

/// A codec of the media plane.
package enum AudioCodec: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// G.711 A-law, static payload type 8.
  case pcma
  /// G.711 µ-law, static payload type 0.
  case pcmu
  /// G.722 at 64 kbit/s, static payload type 9: 16 kHz of sound under a clock of 8 kHz (RFC 3551, 4.5.2).
  case g722
  /// Samples as they are, mono: L16/8000.
  case l16
  /// L16/16000.
  case l16Wide
  /// Opus (RFC 7587); here 16 kHz of sound, mono, under a clock of 48 kHz.
  case opus

  /// The RTP payload type where it is static (RFC 3551, table 4), else the one that is offered here.
  package var usualPayloadType: UInt8 {
    switch self {
    case .pcma: 8
    case .pcmu: 0
    case .g722: 9
    case .l16: 98
    case .l16Wide: 97
    case .opus: 96
    }
  }

  /// The companding law; nil for what is not G.711.
  package var law: G711Law? {
    @_noLocks @_noAllocation get {
      switch self {
      case .pcma: .a
      case .pcmu: .mu
      case .g722, .l16, .l16Wide, .opus: nil
      }
    }
  }

  /// Whether its sound has 16,000 samples a second; else 8,000.
  package var isWide: Bool {
    @_noLocks @_noAllocation get {
      switch self {
      case .g722, .l16Wide, .opus: true
      case .pcma, .pcmu, .l16: false
      }
    }
  }

  /// RTP timestamp units of a millisecond.
  package var ticksPerMillisecond: UInt32 {
    @_noLocks @_noAllocation get {
      switch self {
      case .pcma, .pcmu, .g722, .l16: 8
      case .l16Wide: 16
      case .opus: 48
      }
    }
  }

  /// Payload bytes of a millisecond; 0 where packets of the same time differ in length.
  package var bytesPerMillisecond: Int {
    @_noLocks @_noAllocation get {
      switch self {
      case .pcma, .pcmu, .g722: 8
      case .l16: 16
      case .l16Wide: 32
      case .opus: 0
      }
    }
  }

  /// The packet time that the mixer sends when `milliseconds` (10 to 60) are wanted: Opus has no frames of
  /// 30 or 50 ms, and longer packets of L16 would not fit into a datagram.
  func packetTime(nearest milliseconds: Int) -> Int {
    switch self {
    case .pcma, .pcmu, .g722: milliseconds
    case .l16: min(milliseconds, 40)
    case .l16Wide: min(milliseconds, 20)
    case .opus: milliseconds == 30 || milliseconds == 50 ? milliseconds - 10 : milliseconds
    }
  }

  /// Whether this box has it: all but G.711 and L16 are PJMEDIA's.
  package var isAvailable: Bool {
    switch self {
    case .pcma, .pcmu, .l16, .l16Wide: true
    case .g722: G722Coder.isAvailable
    case .opus: OpusCoder.isAvailable
    }
  }

  /// Whether both are the same; real-time code may not use `==`, which goes through the raw value.
  @_noLocks @_noAllocation
  func isSame(as other: AudioCodec) -> Bool { number == other.number }

  /// Whether a packet of this codec can be sent on as the other without decoding to samples: both
  /// laws of G.711 turn into each other byte by byte.
  @_noLocks @_noAllocation
  func relays(as other: AudioCodec) -> Bool {
    if isSame(as: other) { return true }
    if case .some = law, case .some = other.law { return true }
    return false
  }

  /// The raw value, read as real-time code may.
  var number: UInt32 {
    @_noLocks @_noAllocation get {
      switch self {
      case .pcma: 0
      case .pcmu: 1
      case .g722: 2
      case .l16: 3
      case .l16Wide: 4
      case .opus: 5
      }
    }
  }

  @_noLocks @_noAllocation
  init(number: UInt32) {
    switch number {
    case 0: self = .pcma
    case 1: self = .pcmu
    case 2: self = .g722
    case 3: self = .l16
    case 4: self = .l16Wide
    default: self = .opus
    }
  }

  /// How much a payload of `length` bytes holds, in RTP timestamp units; 0 for nonsense.
  @_noLocks @_noAllocation
  func ticks(_ payload: UnsafePointer<UInt8>, length: Int) -> UInt32 {
    switch self {
    case .pcma, .pcmu, .g722: UInt32(truncatingIfNeeded: length)
    case .l16, .l16Wide: UInt32(truncatingIfNeeded: length / 2)
    case .opus: OpusPacket.ticks(payload, length: length)
    }
  }
}
