internal import Audio

/// The memory of the rings between control, rtp thread and mixer thread.
struct Rings {
  let rtpCommands = Ring(capacity: 8_192, filler: RTPCommand.stop)
  let mixerCommands = Ring(capacity: 8_192, filler: MixerCommand.stop)
  /// Two ticks of 2,000 streams.
  let packets = Ring(capacity: 4_096, filler: IncomingPacket())
  let frames = Ring(capacity: 4_096, filler: OutgoingFrame())
  /// What the recorder reads when the disk lets it.
  let recorded: Ring<RecordedPacket>
  /// The same of sound cards, of which there are a few: ten of them for eight seconds.
  let recordedCards: Ring<RecordedPacket>
  let rtpNotices = Ring(capacity: 8_192, filler: ThreadNotice.inForce(token: 0, at: 0))
  let mixerNotices = Ring(capacity: 8_192, filler: ThreadNotice.inForce(token: 0, at: 0))

  /// - Parameter recorded: packets that may wait for the recorder.
  init(recorded: Int) {
    self.recorded = Ring(capacity: recorded, filler: RecordedPacket())
    recordedCards = Ring(capacity: max(1, recorded / 8), filler: RecordedPacket())
  }
}
