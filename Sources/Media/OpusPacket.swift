/// What the first bytes of an Opus packet say (RFC 6716, 3.1).
enum OpusPacket {
  /// How long its sound is, at 48,000 a second; 0 for a packet that no encoder makes.
  @_noLocks @_noAllocation
  static func ticks(_ bytes: UnsafePointer<UInt8>, length: Int) -> UInt32 {
    if length < 1 { return 0 }
    let frames: UInt32
    switch bytes[0] & 3 {
    case 0: frames = 1
    case 1, 2: frames = 2
    default:
      if length < 2 { return 0 }
      frames = UInt32(bytes[1] & 0x3F)
    }
    let total = frames &* frame(bytes[0] >> 3)
    // 120 ms are the most that a packet may hold.
    return total > 5_760 ? 0 : total
  }

  /// One frame of the configuration in the upper five bits.
  @_noLocks @_noAllocation
  private static func frame(_ configuration: UInt8) -> UInt32 {
    if configuration < 12 {
      switch configuration & 3 {
      case 0: return 480
      case 1: return 960
      case 2: return 1_920
      default: return 2_880
      }
    }
    if configuration < 16 { return configuration & 1 == 0 ? 480 : 960 }
    return 120 << UInt32(configuration & 3)
  }
}
