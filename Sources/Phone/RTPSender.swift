internal import Audio
internal import Glibc
internal import SIPLine

/// Makes what a phone sends: a packet every 20 ms with its tone, its silence, or a key.
struct RTPSender {
  /// A key that is held or whose end is being said.
  private struct Press {
    let digit: Character
    /// Of the segment that goes on.
    var timestamp: UInt32
    /// Of the segment, in the event's clock.
    var duration: UInt16 = 0
    /// Over all segments, milliseconds.
    var held = 0
    /// End packets to come (RFC 4733, 2.5.1.4: the last one three times).
    var ends = 3
  }

  /// What a tick sends.
  struct Output {
    let packet: RTPPacket
    /// The key whose first packet this is.
    let begins: Character?
  }

  var voice: Voice
  var isMuted = false
  var codec = VoiceCodec.pcma
  var payloadType: UInt8 = 8
  var eventPayloadType: UInt8? = 101
  /// Of the keys' durations, hertz.
  var eventClock = 8_000
  /// How long a key is held, milliseconds.
  let digitMilliseconds: Int
  private var keys: [Character] = []
  private var press: Press?
  /// Frames of voice between two keys, so that the second is one of its own.
  private var pause = 0
  private let source = UInt32.random(in: 1...UInt32.max)
  private var sequence = UInt16.random(in: 0...UInt16.max)
  private var timestamp = UInt32.random(in: 0...UInt32.max)
  private var startsTalking = true
  private var phase = 0.0

  private let coder: PhoneCoder

  /// Of a packet, milliseconds.
  private static let frame = 20

  init(voice: Voice, digitMilliseconds: Int, _ coder: PhoneCoder = PhoneCoder([])) {
    self.coder = coder
    self.voice = voice
    self.digitMilliseconds = digitMilliseconds
  }

  /// Keys to press one after the other.
  mutating func add(keys: [Character]) { self.keys += keys }

  /// Whether the codec carries the voice; a tone that it does not is silence, as behind a microphone.
  var canSpeak: Bool {
    guard case .tone(let hertz) = voice else { return true }
    return hertz <= codec.highestTone
  }

  /// The packet of one 20 ms tick; `nil` when nothing is to be said.
  mutating func tick() -> Output? {
    defer { timestamp &+= UInt32(codec.clock / 1000 * Self.frame) }
    if press == nil, pause == 0, !keys.isEmpty {
      press = Press(digit: keys.removeFirst(), timestamp: timestamp)
    }
    if press != nil, let type = eventPayloadType { return tickOfPress(type) }
    press = nil
    pause = max(0, pause - 1)
    guard !isMuted, voice != .off else {
      startsTalking = true
      return nil
    }
    let payload = coder.encode(samples(), as: codec)
    let packet = make(payloadType, marker: startsTalking, timestamp, payload)
    startsTalking = false
    return Output(packet: packet, begins: nil)
  }

  private mutating func tickOfPress(_ type: UInt8) -> Output? {
    guard var press, let number = Digit.number(press.digit) else { return nil }
    let isFirst = press.held == 0
    var ended = false
    if press.held < digitMilliseconds {
      press.held += Self.frame
      lengthen(&press)
    } else {
      ended = true
      press.ends -= 1
    }
    // -10 dBm0, as the tones.
    let payload: [UInt8] = [
      number, 10 | (ended ? 0x80 : 0), UInt8(press.duration >> 8),
      UInt8(truncatingIfNeeded: press.duration),
    ]
    let packet = make(type, marker: isFirst, press.timestamp, payload)
    self.press = press.ends == 0 ? nil : press
    if press.ends == 0 { pause = 2 }
    startsTalking = true
    return Output(packet: packet, begins: isFirst ? press.digit : nil)
  }

  /// 20 ms more; what 16 bits do not hold is another segment (RFC 4733, 2.5.1.3).
  private func lengthen(_ press: inout Press) {
    let (duration, overflows) = press.duration.addingReportingOverflow(
      UInt16(eventClock / 1000 * Self.frame))
    if overflows {
      press.timestamp &+= UInt32(press.duration)
      press.duration = UInt16(eventClock / 1000 * Self.frame)
    } else {
      press.duration = duration
    }
  }

  private mutating func make(
    _ type: UInt8, marker: Bool, _ timestamp: UInt32, _ payload: [UInt8]
  ) -> RTPPacket {
    defer { sequence &+= 1 }
    return RTPPacket(
      payloadType: type, marker: marker, sequence: sequence, timestamp: timestamp, source: source,
      payload: payload)
  }

  /// A frame of the tone, its phase going on from the last.
  private mutating func samples() -> [Int16] {
    let count = codec.rate / 1000 * Self.frame
    guard case .tone(let hertz) = voice, canSpeak else {
      return [Int16](repeating: 0, count: count)
    }
    let peak = Levels.peak(dBm0: -10)
    let step = 2 * Double.pi * hertz / Double(codec.rate)
    return (0..<count).map { _ in
      defer { phase = (phase + step).truncatingRemainder(dividingBy: 2 * Double.pi) }
      return Levels.clipped(peak * sin(phase))
    }
  }
}
