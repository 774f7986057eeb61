/// How the box treats voice.
package struct MediaSettings: Hashable, Sendable {
  /// Offered in this order; never empty.
  package let codecs: [Codec]
  package let recording: RecordingMode
  /// Voice in one RTP packet.
  package let packetTime: Duration
  /// A leg whose RTP is silent this long has lost its media.
  package let mediaTimeout: Duration

  package init(
    codecs: [Codec], recording: RecordingMode, packetTime: Duration, mediaTimeout: Duration
  ) {
    self.codecs = codecs
    self.recording = recording
    self.packetTime = packetTime
    self.mediaTimeout = mediaTimeout
  }
}

/// A codec by its RTP name (RFC 3551).
package enum Codec: String, Hashable, Sendable, CaseIterable {
  case pcma = "PCMA"
  case pcmu = "PCMU"
}

/// Which calls are recorded; this version records none and says so.
package enum RecordingMode: String, Hashable, Sendable, CaseIterable {
  case off
  case calls
  case all
}
