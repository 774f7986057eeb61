internal import Audio

/// How a media plane is made.
package struct PlaneConfiguration: Sendable {
  /// Streams that may be open at once, 1...65,535. Memory is spent as they are opened.
  package var capacity = 4_096
  /// After how long a silent peer's media is lost.
  package var silence = Silence()
  /// Tones, music and prompts at the start.
  package var sounds = SoundSet(tones: .china)
  /// The gain in dB of sounds that play under voices, 0 or less.
  package var underVoicesDecibels = -12.0
  /// Whether to ask for real-time priority and locked memory; without the right to them the plane
  /// runs as well as it can and says so in its statistics.
  package var realTime = true
  /// The CPUs that the rtp and the mixer thread keep to; none: any.
  package var rtpCPUs: [Int] = []
  package var mixerCPUs: [Int] = []
  /// Where calls are recorded; nil: nowhere, and no thread and no memory are spent on it.
  package var recorder: Recorder.Settings?
  /// Gets one byte, without waiting, whenever there are notices: the end of a socket pair (or a
  /// pipe) that control watches.
  package var noticeDescriptor: Int32

  package init(noticeDescriptor: Int32) { self.noticeDescriptor = noticeDescriptor }

  /// When a peer that sends nothing is lost, in milliseconds.
  package struct Silence: Sendable, Equatable {
    /// Without a packet.
    package var loss: Int
    /// The same for a peer that said it pauses (comfort noise, RFC 3389) and sends no RTCP.
    package var pause: Int
    /// Without packet and report for a peer that may pause and sends RTCP: five of its usual intervals
    /// (RFC 3550, 6.3.5).
    package var report: Int

    package init(loss: Int = 5_000, pause: Int = 120_000, report: Int = 25_000) {
      self.loss = loss
      self.pause = pause
      self.report = report
    }

    var limits: SilenceLimits {
      SilenceLimits(
        speaking: Int64(loss) * 1_000, pausing: Int64(pause) * 1_000,
        reporting: Int64(report) * 1_000)
    }
  }
}
