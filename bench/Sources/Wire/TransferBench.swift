/// One-key transfer from outside, by one key source, one call after another.
struct TransferBench {
  let desks: Desks
  let kind: KeyKind

  /// What one transfer showed; times in milliseconds.
  struct Round {
    let callID: String
    let keyToInvite: Double
    let answerToCitizen: Double
    let answerToTarget: Double
    /// Longest time between two packets at the citizen around the key and the switch.
    let citizenGap: Double
    /// The citizen's packets of which nothing reached either seat; nil where one is a sound card.
    let lostFrames: Int?
    /// Those of which 10 ms reached neither.
    let cutFrames: Int?
    /// The target's packets since its 200 that the citizen did not get.
    let lostTargetFrames: Int
    let citizenBreaks: Int
    /// SIP requests that the citizen's leg saw beside its own call.
    let messagesToCitizen: Int
    let dropped: Bool
  }

  func run(_ count: Int) throws -> [Round] {
    var rounds: [Round] = []
    for _ in 0..<count { rounds.append(try round()) }
    return rounds
  }

  private func round() throws -> Round {
    let (citizen, first, target) = (desks.citizen, desks.first, desks.target)
    try desks.alone {
      try desks.talk()
      desks.stage.run(3)
    }
    desks.stage.run(60 + Double.random(in: 0..<20))
    target.answers = nil
    var pressed: Int64 = 0
    kind.begin(desks)
    try desks.alone(isMeasured: true) {
      try kind.complete(desks) { pressed = $0 }
      guard desks.stage.run(3_000, until: { target.log.inviteAt != nil }) else {
        throw BenchError("\(kind.rawValue): the key brought no INVITE within 3 s")
      }
      desks.stage.run(5)
    }
    guard let invited = target.log.inviteAt else { throw BenchError("no INVITE") }
    desks.stage.run(200 - Double(Time.wall() - invited) / 1e6)
    try desks.alone(isMeasured: true) {
      target.pickUp()
      guard desks.stage.run(3_000, until: { target.log.ackAt != nil }) else {
        throw BenchError("\(kind.rawValue): the target's 200 was not acknowledged")
      }
      let now = target.log.finalSent ?? 0
      desks.stage.run(30) {
        target.ear.first(0, after: now) != nil && citizen.ear.first(2, after: now) != nil
      }
      desks.stage.run(3)
    }
    desks.stage.run(100)
    let end = Time.wall()
    let dropped = citizen.log.byeAt != nil
    let callID = citizen.dialog?.callID ?? ""
    let messages = citizen.log.requests.filter { $0.key != "OPTIONS" }.values.reduce(0, +)
    guard let answered = target.log.finalSent else { throw BenchError("no answer") }
    let ended = try desks.alone { desks.end() }
    guard ended else { throw BenchError("\(kind.rawValue): the call did not end everywhere") }
    func after(_ moment: Int64?) -> Double {
      moment.map { Double($0 - answered) / 1e6 } ?? .infinity
    }
    // What left later may still be on its way.
    let way: Int64 = 60_000_000
    // What a sound card plays is not looked at.
    let missing =
      desks.headset != nil
      ? nil
      : Reach.missing(
        citizen.voice, heardBy: [first.ear, target.ear], from: pressed - 50_000_000,
        to: end - way)
    return Round(
      callID: callID, keyToInvite: Double(invited - pressed) / 1e6,
      answerToCitizen: after(target.ear.first(0, after: answered)),
      answerToTarget: after(citizen.ear.first(2, after: answered)),
      citizenGap: Double(
        citizen.ear.longestGap(from: pressed - 200_000_000, to: end)) / 1e6,
      lostFrames: missing?.whole, cutFrames: missing?.half,
      lostTargetFrames: Reach.lost(
        target.voice, heardBy: [citizen.ear], from: answered, to: end - way),
      citizenBreaks: citizen.ear.breaks, messagesToCitizen: messages, dropped: dropped)
  }
}

/// Which packets of a voice reached anybody.
enum Reach {
  /// Packets sent within the interval of which nothing reached any one of `ears`.
  static func lost(_ voice: Voice, heardBy ears: [Ear], from start: Int64, to end: Int64) -> Int {
    missing(voice, heardBy: ears, from: start, to: end).whole
  }

  /// Packets of which nothing reached anybody, and those of which 10 ms did not.
  static func missing(
    _ voice: Voice, heardBy ears: [Ear], from start: Int64, to end: Int64
  ) -> (whole: Int, half: Int) {
    var heard = Set<Int>()
    for ear in ears {
      for arrival in ear.arrivals {
        for mark in arrival.heard where mark.speaker == voice.speaker {
          if let unit = voice.unit(code: mark.code, by: arrival.at) { heard.insert(unit) }
        }
      }
    }
    for mark in split(between: ears) where mark.speaker == voice.speaker {
      if let unit = voice.unit(code: mark.code, by: mark.at) { heard.insert(unit) }
    }
    var (whole, half) = (0, 0)
    for packet in 0..<voice.sent.count / 2 {
      let at = voice.sent[2 * packet]
      guard at >= start, at <= end else { continue }
      switch (heard.contains(2 * packet), heard.contains(2 * packet + 1)) {
      case (true, true): break
      case (false, false): whole += 1
      case (true, false), (false, true): half += 1
      }
    }
    return (whole, half)
  }

  /// The 10 ms of which one listener got the beginning, before it was let go of, and the next the end.
  private static func split(between ears: [Ear]) -> [(speaker: Int, code: Int, at: Int64)] {
    var found: [(Int, Int, Int64)] = []
    for ear in ears {
      guard let first = ear.arrivals.first else { continue }
      for other in ears where other !== ear {
        guard let last = other.arrivals.last(where: { $0.at < first.at }) else { continue }
        var reader = MarkReader()
        last.payload.withUnsafeBufferPointer { reader.read($0) { _, _, _ in } }
        first.payload.withUnsafeBufferPointer {
          reader.read($0) { speaker, code, _ in found.append((speaker, code, first.at)) }
        }
      }
    }
    return found
  }

  /// From a packet's departure to its arrival in the listener's sound, in milliseconds.
  static func delays(_ voice: Voice, at ear: Ear, from start: Int64, to end: Int64) -> [Double] {
    var delays: [Double] = []
    for arrival in ear.arrivals where arrival.at >= start && arrival.at <= end {
      for mark in arrival.heard where mark.speaker == voice.speaker {
        guard let unit = voice.unit(code: mark.code, by: arrival.at) else { continue }
        let place = Marks.closing(mark.code, voice.speaker) + unit % 2 * Marks.unit
        let shift = Double(mark.sample - place) / 8
        delays.append(Double(arrival.at - voice.sent[unit]) / 1e6 + shift)
      }
    }
    return delays
  }
}
