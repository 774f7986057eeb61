/// The key that a voice in the mix presses.
struct VoiceKey: BitwiseCopyable {
  var event: UInt8 = 0
  /// How long it has been held.
  var milliseconds: UInt32 = 0
  /// Counts the keys of this voice.
  var serial: UInt32 = 0
  /// The ticks in which it began, was last heard of, and was let go.
  var begunTick: UInt64 = 0
  var lastTick: UInt64 = 0
  var endTick: UInt64 = 0
  var isOn = false
  var isEnded = false

  @_noLocks @_noAllocation
  init() {}
}

/// The key that a listener of the mix is being sent.
struct SentKey: BitwiseCopyable {
  /// Whose it is; nobody: none.
  var voice = RTPLeg.nobody
  var serial: UInt32 = 0
  var event: UInt8 = 0
  /// How long it was held when it was last said, and when the present segment began.
  var milliseconds: UInt32 = 0
  var segment: UInt32 = 0

  @_noLocks @_noAllocation
  init() {}
}
