/// How the box treats voice.
package struct MediaSettings: Hashable, Sendable {
  /// Offered in this order; never empty.
  package let codecs: [Codec]
  /// The voice that peers are asked to put into a packet, 10 to 60 ms.
  package let packetTime: Duration
  /// A leg whose RTP is silent this long has lost its media.
  package let mediaTimeout: Duration
  /// Whether comfort noise (RFC 3389) is offered.
  package let comfortNoise: Bool
  /// A leg that said it pauses, and never sent RTCP, has then lost its media.
  package let pauseTimeout: Duration
  /// The CPUs that the rtp thread, the mixer thread and those of sound cards keep to; nil: any.
  package let cpusRtp: CPUList?
  package let cpusMixer: CPUList?
  package let cpusSound: CPUList?

  package init(
    codecs: [Codec], packetTime: Duration, mediaTimeout: Duration, comfortNoise: Bool = false,
    pauseTimeout: Duration = .seconds(120), cpusRtp: CPUList? = nil,
    cpusMixer: CPUList? = nil, cpusSound: CPUList? = nil
  ) {
    self.codecs = codecs
    self.packetTime = packetTime
    self.mediaTimeout = mediaTimeout
    self.comfortNoise = comfortNoise
    self.pauseTimeout = pauseTimeout
    self.cpusRtp = cpusRtp
    self.cpusMixer = cpusMixer
    self.cpusSound = cpusSound
  }
}

/// A codec by its RTP name (RFC 3551, RFC 7587).
package enum Codec: String, Hashable, Sendable, CaseIterable {
  case pcma = "PCMA"
  case pcmu = "PCMU"
  case g722 = "G722"
  case opus
  /// At 16,000 Hz, or else at 8,000.
  case l16 = "L16"

  /// The packets in milliseconds in which it may be asked for: Opus has no other frames (RFC 6716, 2.1.4),
  /// longer ones of L16 are more than every network carries in one piece.
  var packetTimes: [Int] {
    switch self {
    case .pcma, .pcmu, .g722: [10, 20, 30, 40, 50, 60]
    case .opus: [10, 20, 40, 60]
    case .l16: [10, 20]
    }
  }
}
