internal import Audio

/// Where a stream's sound comes from and goes to.
enum StreamEnd {
  case network(SocketPair, StreamConfiguration)
  /// A sound card: the mixer speaks to its thread over the line, nothing goes over the network.
  case card(SoundLine)
}

/// What control knows of one stream.
final class Stream {
  let id: StreamID
  let end: StreamEnd
  var parameters: StreamParameters?
  /// The codec that its packets came in last.
  var spoken = AudioCodec.pcma
  /// Milliseconds in its packets: what was asked for, until others came.
  var packetTime = 20
  /// The mixer's buffer for more than G.711, once more than that was agreed on.
  var wide: JitterBuffer?

  /// What it hears, as asked for.
  var voices: [StreamID] = []
  var sound: Sound?
  /// The token of the ``MediaPlane/hear(_:token:)`` that brought the sound.
  var soundToken: UInt64 = 0
  /// Overlays that are not over yet: they need the mixer.
  var overlays = 0
  /// Who hears it.
  var listeners: Set<StreamID> = []

  /// The slot of the voice that it was last told to be relayed; nobody: mixed.
  var route = RTPLeg.nobody
  var epoch: UInt32 = 0
  /// What its voice is multiplied by, in 4,096ths.
  var gain = MixerPort.unity
  /// Whether the mixer gets its packets.
  var feedsMixer = false

  var closing = false
  /// Set when the rtp thread has let go of it.
  var statistics: StreamStatistics?
  /// Whether the mixer thread has let go of it.
  var unmixed = false

  init(id: StreamID, end: StreamEnd) {
    self.id = id
    self.end = end
  }

  /// Whether the rtp thread knows of it.
  var isOnNetwork: Bool {
    switch end {
    case .network: true
    case .card: false
    }
  }

  /// Whether what it hears is just the voice of `voice`, in packets that it can take as they are.
  func canBeRelayed(_ voice: Stream) -> Bool {
    guard overlays == 0, sound == nil, voice.gain == MixerPort.unity, let own = parameters,
      voice.parameters != nil
    else { return false }
    return voice.spoken.relays(as: own.codec) && own.takes(packetsOf: voice.packetTime)
  }
}
