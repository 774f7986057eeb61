internal import Audio

/// What the mixer thread knows of one stream. Nobody else reads or writes it.
struct MixerPort: BitwiseCopyable {
  /// The gain that changes nothing.
  static var unity: Int32 { @_noLocks @_noAllocation get { 4_096 } }

  let id: StreamID
  /// Where this port stands in the thread's list of open ones.
  var position = 0

  /// The line to the sound card that this stream is, instead of RTP.
  var card: UnsafeMutablePointer<MixerSoundEnd>?
  /// Where the card's voice is recorded, as ``RecordingTap/mark``; 0: nowhere.
  var tap: UInt32 = 0
  /// Its frames that found the recorder's ring full since the last that did not.
  var unrecorded: UInt16 = 0

  // As a voice.
  var jitter: JitterBuffer
  /// Of the voice before its gain, where the rtp thread cannot measure it.
  var meter = VoiceMeter()
  /// What its samples are multiplied by, in 4,096ths.
  var gain = MixerPort.unity
  /// The tick for which this voice was last decoded, and what came of it.
  var decodedTick: UInt64 = 0
  var heard = Heard.nothing
  /// The tick for which it was last brought to the rate that it has not by itself.
  var convertedTick: UInt64 = 0

  /// The key that it presses.
  var key = VoiceKey()

  // As a listener.
  /// Of a millisecond, in the durations of keys that it is sent; 0: it takes none.
  var eventTicks: UInt32 = 0
  /// The key that it is being sent.
  var sentKey = SentKey()
  var codec = AudioCodec.pcma
  /// Of one packet that is sent.
  var millisecondsOut = 20
  /// The tick in which it last heard a sound at 16,000 Hz.
  var soundTick: UInt64 = 0
  var sending = false
  var voiceCount = 0
  var epoch: UInt32 = 0
  /// The epoch in which the rtp thread relays what this listener hears; then no frame is made.
  var relayedEpoch: UInt32?
  /// The voice that was relayed until this epoch, and for how many more ticks it is waited for.
  var follows = RTPLeg.nobody
  var patience = 0
  var intros = Intros()
  /// Of the first of them.
  var introPosition = 0
  var introToken: UInt64 = 0
  var loop = SoundBank.none
  var loopPosition = 0
  var overlay = SoundBank.none
  var overlayGain: Int32 = 32_768
  var overlayPosition = 0
  var overlayToken: UInt64 = 0
  var noisePosition = 0
  var watchedVoice = RTPLeg.nobody
  var watchToken: UInt64 = 0
  /// Bytes that do not fill a packet yet (encoded, or for Opus samples), and whether the watched voice is in them.
  var pending = 0
  var watched = false

  /// Whether its voice is decoded at 16,000 Hz.
  var isWide: Bool {
    @_noLocks @_noAllocation get {
      if case .some = jitter.wide { true } else { false }
    }
  }

  /// What a voice gave for one tick.
  enum Heard: BitwiseCopyable {
    case voice
    /// Nothing arrived in time; what is in the frame was made up.
    case concealed
    case nothing
  }

  @_noLocks @_noAllocation
  init(id: StreamID, jitter: JitterBuffer) {
    self.id = id
    self.jitter = jitter
  }
}
