/// What control knows of one stream.
final class Stream {
  let id: StreamID
  let sockets: SocketPair
  let configuration: StreamConfiguration
  var parameters: StreamParameters?

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
  /// Whether the mixer gets its packets.
  var feedsMixer = false

  var closing = false
  /// Set when the rtp thread has let go of it.
  var statistics: StreamStatistics?
  /// Whether the mixer thread has let go of it.
  var unmixed = false

  init(id: StreamID, sockets: SocketPair, configuration: StreamConfiguration) {
    self.id = id
    self.sockets = sockets
    self.configuration = configuration
  }

  /// Whether what it hears is just the voice of `voice`, in packets that it can take as they are.
  func canBeRelayed(_ voice: Stream) -> Bool {
    guard overlays == 0, sound == nil, let own = parameters, let theirs = voice.parameters else {
      return false
    }
    return theirs.codec.relays(as: own.codec) && theirs.packetTimeIn == own.packetTimeOut
  }
}
