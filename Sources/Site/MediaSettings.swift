/// How the box treats voice.
package struct MediaSettings: Hashable, Sendable {
  /// Offered in this order; never empty.
  package let codecs: [Codec]
  /// Voice in one RTP packet.
  package let packetTime: Duration
  /// A leg whose RTP is silent this long has lost its media.
  package let mediaTimeout: Duration

  package init(
    codecs: [Codec], packetTime: Duration, mediaTimeout: Duration
  ) {
    self.codecs = codecs
    self.packetTime = packetTime
    self.mediaTimeout = mediaTimeout
  }
}

/// A codec by its RTP name (RFC 3551).
package enum Codec: String, Hashable, Sendable, CaseIterable {
  case pcma = "PCMA"
  case pcmu = "PCMU"
}
