/// A packet of a key that is relayed.
struct RelayedKey: BitwiseCopyable {
  /// Whether it is the key's first.
  var begins: Bool
  /// How long the key has been held, in the units of the sound's timestamps.
  var held: UInt32

  @_noLocks @_noAllocation
  init(begins: Bool, held: UInt32) {
    self.begins = begins
    self.held = held
  }
}

/// The key (RFC 4733) that one listener is being sent, so that it gets each once: what began in relayed
/// packets goes on and ends there, and what began in the mix in the mix, whatever becomes of the hearing.
struct KeyRelay: BitwiseCopyable {
  enum Way: BitwiseCopyable {
    case none
    case relayed
    case mixed
  }

  var way = Way.none
  /// Whose key it is, and its number there.
  var voice = RTPLeg.nobody
  var serial: UInt32 = 0
  var event: UInt8 = 0
  /// How long it has been held, in the listener's units, when it was last said.
  var duration: UInt16 = 0

  /// None.
  @_noLocks @_noAllocation
  init() {}

  @_noLocks @_noAllocation
  init(_ way: Way, of voice: UInt16, serial: UInt32) {
    self.way = way
    self.voice = voice
    self.serial = serial
  }
}
