internal import Audio

/// How a media plane is made.
package struct PlaneConfiguration: Sendable {
  /// Streams that may be open at once, 1...65,535. Memory is spent as they are opened.
  package var capacity = 4_096
  /// Milliseconds without a packet after which a peer's media is lost.
  package var mediaLossMilliseconds = 5_000
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
}
