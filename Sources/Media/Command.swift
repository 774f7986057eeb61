internal import Audio

/// What control tells the rtp thread.
enum RTPCommand: BitwiseCopyable {
  case open(StreamID, socket: Int32, controlSocket: Int32, OutgoingStream)
  case configure(slot: UInt16, RTPTerms)
  /// From now on the listener is relayed the source's packets, or (nobody) gets the mixer's frames.
  case route(listener: UInt16, source: UInt16, epoch: UInt32)
  /// Whether the mixer needs a stream's packets.
  case feed(slot: UInt16, Bool)
  case watch(listener: UInt16, voice: UInt16, token: UInt64)
  /// Which recording gets a stream's packets, as ``RecordingTap/mark``; 0: none.
  case record(slot: UInt16, tap: UInt32)
  /// All commands before this one hold: say so.
  case mark(token: UInt64)
  case silence(SilenceLimits)
  case close(slot: UInt16)
  case stop
}

/// What was signalled about a stream, as the rtp thread needs it.
struct RTPTerms: BitwiseCopyable {
  var remote: SocketAddress
  var latching: Bool
  var codec: AudioCodec
  var payloadType: UInt8
  var accepted: PayloadTypes
  /// Of a packet that arrives, as far as control knows.
  var millisecondsIn: UInt16
  var eventPayloadTypeIn: UInt8
  /// Of a millisecond, in the durations under that type; 8 under the narrow one.
  var eventTicksIn: UInt32
  var eventPayloadTypeInNarrow: UInt8
  var eventPayloadTypeOut: UInt8
  var eventTicksOut: UInt32
  var sending: Bool
  var receiving: Bool
  var mayPause: Bool
  var forwardDigits: Bool
}

/// What was signalled about a stream, as the mixer thread needs it.
struct MixerTerms: BitwiseCopyable {
  var codec: AudioCodec
  /// Of a packet that is sent.
  var millisecondsOut: UInt16
  var sending: Bool
  /// Of a millisecond, in the durations of the keys that are sent to it; 0: it takes none.
  var eventTicks: UInt16
  /// The stream's buffer for more than G.711, once it has agreed to more.
  var wide: JitterBuffer?
}

/// What control tells the mixer thread.
enum MixerCommand: BitwiseCopyable {
  case open(StreamID, JitterBuffer)
  /// The stream of a sound card.
  case openCard(StreamID, JitterBuffer, UnsafeMutablePointer<MixerSoundEnd>)
  case configure(slot: UInt16, MixerTerms)
  /// What a listener hears from the next tick on; its voices follow, one command each.
  ///
  /// `follows`: the voice that it is about to be relayed, or was until now and goes on hearing; the
  /// first mixed frame waits (a tick or two) for that voice's next packet.
  case hear(
    listener: UInt16, epoch: UInt32, intros: Intros, loop: UInt16, introToken: UInt64,
    follows: UInt16)
  case voice(listener: UInt16, voice: UInt16)
  case overlay(listener: UInt16, sound: UInt16, gain: Int32, token: UInt64)
  case watch(listener: UInt16, voice: UInt16, token: UInt64)
  /// What the mixer still has of this voice is out of date: its packets come again from now on.
  case forget(voice: UInt16)
  /// By what factor of 4,096ths a voice is multiplied from the next tick on.
  case gain(slot: UInt16, Int32)
  /// Which recording gets a sound card's voice, as ``RecordingTap/mark``; 0: none.
  case record(slot: UInt16, tap: UInt32)
  case mark(token: UInt64)
  /// Plays from this bank from now on; every place of the one before is in it.
  case sounds(SoundBank)
  case close(slot: UInt16)
  case stop
}
