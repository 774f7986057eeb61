internal import Audio
internal import SIPLine

/// Follows one incoming RTP stream: what is in it, and all that is not as it should be.
struct RTPReceiver {
  /// What a packet, or its absence, made known.
  enum Finding: Equatable {
    case first(at: Int64)
    case hears(Ear.Change)
    case digit(Character, at: Int64)
    /// No packet for so many milliseconds, until this moment.
    case gap(milliseconds: Int, at: Int64)
    case problem(String, at: Int64)
  }

  /// A gap longer than this is told, microseconds.
  private static let gap: Int64 = 60_000
  /// After this without a packet nothing is heard any more, microseconds.
  private static let nothing: Int64 = 100_000

  var codecs: [UInt8: VoiceCodec] = [8: .pcma, 0: .pcmu]
  var eventPayloadTypes: [UInt8] = [101]
  private(set) var summary = MediaSummary()
  private(set) var ear: Ear
  private(set) var recording: Recording?
  private var source: UInt32?
  private var sequence: UInt16 = 0
  /// Where the next packet of voice belongs if nothing is left out.
  private var expected: UInt32 = 0
  private var hasVoice = false
  /// A key came since the last voice: in its time nothing else can.
  private var hasPressed = false
  private var lastArrival: Int64 = 0
  private var lastVoice: Int64 = 0
  private var lastCodec: VoiceCodec?
  private var lastEvent: Event?
  private let coder: PhoneCoder

  /// What a key's packet says (RFC 4733, 2.3).
  private struct Event {
    let timestamp: UInt32
    let number: UInt8
    let ended: Bool
    let duration: UInt16
  }

  init(_ tones: ToneList, records: Bool, _ coder: PhoneCoder = PhoneCoder([])) {
    self.coder = coder
    ear = Ear(tones)
    recording = records ? Recording() : nil
  }

  /// Takes a packet.
  mutating func receive(_ packet: RTPPacket, at now: Int64) -> [Finding] {
    var findings: [Finding] = []
    if summary.packets == 0 {
      findings.append(.first(at: now))
    } else {
      findings += measureGap(now)
    }
    summary.packets += 1
    lastArrival = now
    if let source, source != packet.source {
      summary.sourceChanges += 1
      findings.append(.problem("ssrc", at: now))
      hasVoice = false
    } else if source != nil, let finding = checkSequence(packet, now) {
      findings.append(finding)
    }
    guard accept(packet) else { return findings }
    if eventPayloadTypes.contains(packet.payloadType) {
      findings += receiveEvent(packet, now)
    } else if let codec = codecs[packet.payloadType] {
      findings += receiveVoice(packet, codec, now)
    } else {
      findings.append(.problem("payload-type-\(packet.payloadType)", at: now))
    }
    return findings
  }

  /// Takes the time when nothing came.
  mutating func pass(_ now: Int64) -> [Finding] {
    guard summary.packets > 0, now - lastArrival > Self.nothing else { return [] }
    return ear.hearNothing(since: lastArrival + 20_000).map { [.hears($0)] } ?? []
  }

  private mutating func measureGap(_ now: Int64) -> [Finding] {
    let pause = now - lastArrival
    summary.longestGap = max(summary.longestGap, pause)
    if pause > 40_000 { summary.late += 1 }
    guard pause > Self.gap else { return [] }
    summary.gaps += 1
    return [.gap(milliseconds: Int(pause / 1000), at: now)]
  }

  /// Whether the packet is the newest of its stream; older ones count, but are not heard.
  private mutating func accept(_ packet: RTPPacket) -> Bool {
    let step = Int16(bitPattern: packet.sequence &- sequence)
    guard source != packet.source || step > 0 || step < -100 else { return false }
    source = packet.source
    sequence = packet.sequence
    return true
  }

  private mutating func checkSequence(_ packet: RTPPacket, _ now: Int64) -> Finding? {
    let step = Int(Int16(bitPattern: packet.sequence &- sequence))
    switch step {
    case 1: return nil
    case 2...100:
      summary.lost += step - 1
      return .problem("lost-\(step - 1)", at: now)
    case -100...0:
      summary.reordered += 1
      // It was counted as lost when a later one came; a copy of the newest never was.
      if step < 0 { summary.lost = max(0, summary.lost - 1) }
      return .problem(step == 0 ? "duplicate" : "reordered", at: now)
    default:
      summary.sequenceJumps += 1
      return .problem("sequence-jump-\(step)", at: now)
    }
  }

  private mutating func receiveEvent(_ packet: RTPPacket, _ now: Int64) -> [Finding] {
    guard packet.payload.count >= 4 else { return [.problem("event-too-short", at: now)] }
    hasPressed = true
    let event = Event(
      timestamp: packet.timestamp, number: packet.payload[0], ended: packet.payload[1] & 0x80 != 0,
      duration: UInt16(packet.payload[2]) << 8 | UInt16(packet.payload[3]))
    defer { lastEvent = event }
    if let last = lastEvent, last.number == event.number {
      let step = event.timestamp &- last.timestamp
      // The same key, or the next segment of a long one (2.5.1.3).
      if step == 0 || !last.ended && step == UInt32(last.duration) { return [] }
    }
    summary.digits += 1
    return [.digit(Digit.key(event.number) ?? "?", at: now)]
  }

  private mutating func receiveVoice(
    _ packet: RTPPacket, _ codec: VoiceCodec, _ now: Int64
  ) -> [Finding] {
    var findings: [Finding] = []
    let samples = coder.decode(packet.payload, as: codec)
    guard !samples.isEmpty else { return [.problem("no-sound", at: now)] }
    let ticks = samples.count * codec.clock / codec.rate
    // Two codecs' clocks may differ: their timestamps say nothing about each other.
    if let lastCodec, lastCodec.clock != codec.clock { hasVoice = false }
    lastCodec = codec
    if hasVoice {
      let skipped = Int(Int32(bitPattern: packet.timestamp &- expected))
      // Time may stand still in a pause of sending, never run back nor leap ahead.
      let wait = Int(now - lastVoice) * codec.clock / 1_000_000 - ticks
      if skipped < 0 || skipped > max(0, wait) + codec.clock / 10 {
        summary.timestampJumps += 1
        findings.append(.problem("timestamp-jump-\(skipped)", at: now))
      } else if skipped > 0, !hasPressed {
        let count = min(skipped, codec.clock * 60) * codec.rate / codec.clock
        let silence = [Int16](repeating: 0, count: count)
        recording?.add(silence, rate: codec.rate)
        // A hole of a second or more ends all hearing by the clock, not by its silence.
        if skipped < codec.clock {
          findings += ear.hear(silence, rate: codec.rate, arrived: now).map { .hears($0) }
        }
      }
    }
    hasVoice = true
    hasPressed = false
    lastVoice = now
    expected = packet.timestamp &+ UInt32(ticks)
    recording?.add(samples, rate: codec.rate)
    findings += ear.hear(samples, rate: codec.rate, arrived: now).map { .hears($0) }
    return findings
  }
}
