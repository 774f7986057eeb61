internal import SIPLine

/// What a leg's audio thread does between two sleeps; used by that thread alone.
struct RTPLoop {
  private let socket: RTPSocket
  private let writer: EventWriter
  private let leg: UInt32
  private var sender: RTPSender
  private var receiver: RTPReceiver
  private var peer: SocketName?
  private var isTalking = false
  private var isWanted = true
  private var sent = 0
  private var buffer = [UInt8](repeating: 0, count: 2048)
  /// When the next packet leaves, microseconds.
  private(set) var nextTick = PhoneClock.now() + 20_000
  private(set) var isOver = false

  init(
    _ settings: RTPEndpoint.Settings, _ coder: PhoneCoder, _ socket: RTPSocket,
    _ writer: EventWriter, leg: UInt32
  ) {
    self.socket = socket
    self.writer = writer
    self.leg = leg
    sender = RTPSender(
      voice: settings.voice, digitMilliseconds: settings.digitMilliseconds, coder)
    receiver = RTPReceiver(settings.listening, records: settings.records, coder)
    for codec in settings.codecs { receiver.codecs[codec.payloadType] = codec }
  }

  var recording: Recording? { receiver.recording }

  var summary: MediaSummary {
    var summary = receiver.summary
    summary.sent = sent
    summary.heard = receiver.ear.totals
    return summary
  }

  mutating func receive() {
    while let (length, arrived) = socket.receive(&buffer) {
      guard let packet = RTPPacket(buffer[..<length]) else {
        tell(.problem("no-rtp", at: arrived))
        continue
      }
      for finding in receiver.receive(packet, at: arrived) { tell(finding) }
    }
  }

  mutating func obey(_ order: RTPOrder) {
    switch order {
    case .negotiated(let agreement): agree(agreement)
    case .talk: isTalking = true
    case .say(let voice): say(voice)
    case .mute(let muted): sender.isMuted = muted
    case .press(let keys): press(keys)
    case .stats: writer.tell("stats", [("leg", "\(leg)")] + summary.fields)
    case .stop: isOver = true
    }
  }

  private mutating func press(_ keys: [Character]) {
    guard sender.eventPayloadType != nil else {
      return writer.tell(
        "refused",
        [("leg", "\(leg)"), ("what", "press"), ("why", "peer takes no telephone events")])
    }
    sender.add(keys: keys)
  }

  private mutating func say(_ voice: Voice) {
    sender.voice = voice
    guard case .tone(let hertz) = voice, !sender.canSpeak else { return }
    let codec = sender.codec
    writer.tell(
      "refused",
      [
        ("leg", "\(leg)"), ("what", "tone"),
        (
          "why", "\(codec.rawValue) carries \(Int(codec.highestTone)) Hz at most, not \(Int(hertz))"
        ),
      ])
  }

  private mutating func agree(_ agreement: RTPOrder.Agreement) {
    peer = SocketName(agreement.address, port: agreement.port)
    isWanted = agreement.isWanted
    sender.codec = agreement.codec
    sender.payloadType = agreement.payloadType
    sender.eventPayloadType = agreement.eventSend
    sender.eventClock = agreement.eventClock
    receiver.codecs.merge(agreement.receives) { $1 }
    if !agreement.eventsReceived.isEmpty { receiver.eventPayloadTypes = agreement.eventsReceived }
    say(sender.voice)
  }

  /// Sends what is due.
  mutating func keepTime() {
    let now = PhoneClock.now()
    while nextTick <= now {
      // A machine that stood still for long is not made up for with a burst.
      if now - nextTick > 200_000 { nextTick = now }
      nextTick += 20_000
      send()
    }
    for finding in receiver.pass(now) { tell(finding) }
  }

  private mutating func send() {
    guard isTalking, isWanted, let peer, let output = sender.tick() else { return }
    socket.send(output.packet.bytes, to: peer)
    sent += 1
    if let digit = output.begins {
      writer.tell("pressed", [("leg", "\(leg)"), ("digit", "\(digit)")])
    }
  }

  private func tell(_ finding: RTPReceiver.Finding) {
    let own = ("leg", "\(leg)")
    switch finding {
    case .first(let time): writer.tell("first-rtp", at: time, [own])
    case .hears(let change):
      writer.tell(
        "hears", at: change.since, [own, ("hears", change.heard.joined(separator: ","))])
    case .digit(let digit, let time): writer.tell("dtmf", at: time, [own, ("digit", "\(digit)")])
    case .gap(let milliseconds, let time):
      writer.tell("gap", at: time, [own, ("ms", "\(milliseconds)")])
    case .problem(let kind, let time):
      writer.tell("rtp-problem", at: time, [own, ("kind", kind)])
    }
  }
}
