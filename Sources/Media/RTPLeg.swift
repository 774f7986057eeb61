/// What the rtp thread knows of one stream. Nobody else reads or writes it.
struct RTPLeg: BitwiseCopyable {
  /// Whose packets a listener gets.
  enum Path: BitwiseCopyable {
    /// The mixer's frames.
    case mixed
    /// The mixer's frames until the first packet of the stream in the slot arrives.
    case awaiting(UInt16)
    /// The packets of the stream in the slot.
    case relaying(UInt16)
  }

  /// No slot.
  static var nobody: UInt16 {
    @_noLocks @_noAllocation get { .max }
  }
  /// No payload type: no packet carries it.
  static var noPayloadType: UInt8 {
    @_noLocks @_noAllocation get { 0xFF }
  }

  let id: StreamID
  let socket: Int32
  let controlSocket: Int32

  // What was signalled.
  var filter = SourceFilter()
  var codec = AudioCodec.pcma
  var payloadType: UInt8 = RTPLeg.noPayloadType
  var accepted = PayloadTypes()
  var eventPayloadTypeIn: UInt8 = RTPLeg.noPayloadType
  var eventTicksIn: UInt32 = 8
  var eventPayloadTypeInNarrow: UInt8 = RTPLeg.noPayloadType
  var eventPayloadTypeOut: UInt8 = RTPLeg.noPayloadType
  /// Of a millisecond, in the durations of events that are sent.
  var eventTicksOut: UInt32 = 8
  var sending = false
  var receiving = false
  var forwardDigits = false

  // When its packets are read.
  /// When signalling first said who may send to this leg; 0 before.
  var knownSince: Int64 = 0
  /// Whether the socket is watched. Before, what a quick peer sends waits in the kernel.
  var listening = false
  /// Packets from before `knownSince` may still come out of the socket.
  var catchingUp = true

  // As a voice.
  /// The first of the listeners that are relayed this stream; they are chained.
  var firstListener = RTPLeg.nobody
  /// The codec that it speaks, which control chooses whose packets go where by.
  var spoken = AudioCodec.pcma
  /// How long its packets are, which control chooses by as well.
  var packetTime = PacketTimeWatch()
  /// Whether the mixer needs this stream's packets.
  var feedsMixer = false
  /// The mixer has older packets that no longer belong to what comes now.
  var feedRestarts = true
  /// Whether packets that the mixer got may not have been played yet; how many of its packets were kept.
  var remembers = false
  var remembered: UInt32 = 0
  /// Since when it has given the mixer packets.
  var fedSince: Int64 = 0
  /// The timestamp behind what the mixer has played, since it was last given packets.
  var playedTo: UInt32?
  /// The recording that gets a copy of its packets, as ``RecordingTap/mark``; 0: none.
  var tap: UInt32 = 0
  /// Packets that the recorder's ring had no room for, since the last that it took.
  var unrecorded: UInt16 = 0
  var reception = ReceptionStatistics()
  var meter = VoiceMeter()
  var events = TelephoneEventDetector()
  var life = LifeSigns()
  var lost = false

  // As a listener.
  var path = Path.mixed
  /// How far the voices in the mixer's last frame for it were played.
  var heard = PlayedVoices()
  var nextListener = RTPLeg.nobody
  /// Counts the changes of what this leg hears, so that frames and messages of an earlier one are
  /// told from those of now.
  var epoch: UInt32 = 0
  var outgoing: OutgoingStream
  /// The key that it is being sent.
  var key = KeyRelay()
  var watchedVoice = RTPLeg.nobody
  var watchToken: UInt64 = 0

  // RTCP.
  var nextReport: Int64 = 0
  var lastSenderReport: UInt32 = 0
  var lastSenderReportAt: Int64 = 0

  var statistics = StreamStatistics()
  /// Where this leg stands in the thread's list of open ones.
  var position = 0

  @_noLocks @_noAllocation
  init(id: StreamID, socket: Int32, controlSocket: Int32, outgoing: OutgoingStream) {
    self.id = id
    self.socket = socket
    self.controlSocket = controlSocket
    self.outgoing = outgoing
  }

  /// Whether payload type 13 is comfort noise (RFC 3389): unless that was agreed for a codec, from a
  /// peer whose clock has 8,000 Hz. Phones send it unasked when they suppress silence.
  var takesComfortNoise: Bool {
    @_noLocks @_noAllocation get {
      if spoken.ticksPerMillisecond != 8 { return false }
      if case .some = accepted.codec(of: 13) { return false }
      return eventPayloadTypeIn != 13 && eventPayloadTypeInNarrow != 13
    }
  }
}
