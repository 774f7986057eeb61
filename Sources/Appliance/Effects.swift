internal import Console
internal import Media
internal import Records
internal import Routing
internal import SIPLine
internal import Site
internal import Switchboard

extension Appliance {
  /// Carries out one effect.
  func perform(_ effect: Effect) {
    switch effect {
    case .dial(let leg, let target, let identity):
      if case .seat(let name) = target, let seat = sound.seat(name) {
        ring(seat, leg)
      } else {
        line.dial(leg, target, identity)
      }
      legs[leg]?.call = identity.call
    case .ring(let leg): line.ring(leg)
    case .answer(let leg):
      line.answer(leg)
      expectVoice(of: leg)
    case .reject(let leg, let status):
      line.reject(leg, status)
      closeMedia(of: leg)
    case .release(let leg, let why):
      line.release(leg, why)
      closeMedia(of: leg)
    case .move(let leg, let call):
      legs[leg]?.call = call
      line.bind(leg, to: call)
    case .hear(let call, let matrix, let serial): hear(call, matrix, serial)
    case .watchFirstVoice(let from, let to): watchFirstVoice(from, to)
    case .startTimer(let id, let duration): start(id, duration)
    case .stopTimer(let id): line.cancel(timers.removeValue(forKey: id))
    case .tell(let leg, let notice): tell(leg, notice)
    case .say(let leg, let prompt, let softly): say(prompt, to: leg, softly: softly)
    case .inform(let target, let bulletin): inform(target, bulletin)
    case .notify(let leg, let progress): line.notify(leg, progress)
    case .probe(let leg): line.probe(leg)
    case .startRecording(let call, let citizen): startRecording(call, citizen: citizen)
    case .stopRecording(let call): stopRecording(call)
    case .reply(let id, let outcome):
      commands.removeValue(forKey: id)?.answer(.ok(KeyResult(outcome: outcome.description)))
    case .freedByAudit(let party, let leg):
      auditFindings += 1
      log.error(
        "seat-stuck",
        ["party": party.description, "leg": leg.description, "do": "report it: the box freed it"])
    case .wrappedUp(let call, let leg, let length): wrappedUp(call, leg, length)
    case .record(let record): keep(record)
    }
  }

  private func start(_ id: TimerID, _ duration: Duration) {
    line.cancel(timers.removeValue(forKey: id))
    timers[id] = line.schedule(after: duration) { [unowned self] in
      timers[id] = nil
      handle(.timer(id))
    }
  }

  // MARK: Hearing

  /// Sends out the rows that changed: who hears the same as before is not touched.
  private func hear(_ call: CallID, _ matrix: HearingMatrix, _ serial: Int?) {
    let before = matrices.updateValue(matrix, forKey: call)
    guard !matrix.rows.isEmpty else {
      matrices[call] = nil
      return
    }
    lastToken += 1
    if let serial { hearings[lastToken] = (call, serial) }
    tap(call)
    let changed = matrix.rows.filter { before?[$0.listener] != $0 }
    for row in changed where before?[row.listener]?.sound != row.sound { noteIntros(of: row) }
    media.hear(changed.compactMap(hearing), token: lastToken, reports: serial != nil)
  }

  /// Remembers which sentences a leg begins to hear; one that nobody recorded is over at once.
  private func noteIntros(of row: MatrixRow) {
    let (prompts, token) = (row.sound?.intros ?? [], lastToken)
    let missing = prompts.filter { media.prompt(named: $0.name) == nil }
    legs[row.listener]?.intros =
      prompts.isEmpty ? nil : (token, prompts.filter { !missing.contains($0) })
    for prompt in missing {
      line.schedule(after: .zero) { [unowned self] in
        guard legs[row.listener]?.intros?.token == token else { return }
        handle(.promptPlayed(row.listener, prompt))
      }
    }
  }

  private func hearing(_ row: MatrixRow) -> Media.Hearing? {
    guard let listener = legs[row.listener] else { return nil }
    return Media.Hearing(
      listener: listener.stream, voices: row.voices.compactMap { legs[$0]?.stream },
      sound: row.sound.map(sound))
  }

  private func sound(_ sound: MatrixSound) -> Media.Sound {
    let loop: Media.Sound.Loop =
      switch sound.loop {
      case .ringback: .ringback
      case .music: .music
      case .reminder: .reminder
      case .congestion: .congestion
      }
    return Media.Sound(
      intros: sound.intros.compactMap { media.prompt(named: $0.name) }, loop: loop)
  }

  private func watchFirstVoice(_ from: LegID, _ to: LegID) {
    guard let voice = legs[from], let listener = legs[to] else { return }
    lastToken += 1
    watchedVoices[lastToken] = to
    media.watchFirstVoice(from: voice.stream, to: listener.stream, token: lastToken)
  }

  // MARK: What an agent is told

  private func tell(_ leg: LegID, _ notice: AgentNotice) {
    guard let boxLeg = legs[leg] else { return }
    let call = boxLeg.call?.description
    let seat = boxLeg.party.description
    switch notice {
    case .keyAccepted: log.info("key-accepted", call: call, ["seat": seat])
    case .keyRefused(let reason):
      log.info("key-refused", call: call, ["seat": seat, "reason": reason.rawValue])
    case .targetFailed(let failure):
      log.info("target-failed", call: call, ["seat": seat, "failure": failure.description])
    case .responsible(let party):
      log.info("responsible", call: call, ["seat": party.description])
    case .nobodyTold: log.warning("nobody-told", call: call, ["seat": seat])
    case .joined, .emergency: break
    }
    lastToken += 1
    media.play(overlay(notice, for: boxLeg), to: boxLeg.stream, token: lastToken)
  }

  /// A tone where it went well, words where there is something to say.
  private func overlay(_ notice: AgentNotice, for leg: BoxLeg) -> Overlay {
    func prompt(_ name: String, else overlay: Overlay) -> Overlay {
      media.prompt(named: name).map { .prompt($0) } ?? overlay
    }
    switch notice {
    case .keyAccepted: return .confirm
    case .keyRefused(let reason): return prompt("refused-\(reason.rawValue)", else: .refusal)
    case .targetFailed(let failure):
      let tone: Overlay = failure == .busy ? .busy : .congestion
      return prompt("target-\(failure)", else: prompt("target-failed", else: tone))
    case .responsible(let party):
      return prompt(party == leg.party ? "responsible-you" : "responsible-other", else: .confirm)
    // The new voice says the rest.
    case .joined: return .confirm
    case .emergency: return prompt("emergency", else: .confirm)
    case .nobodyTold: return prompt("nobody-told", else: .refusal)
    }
  }

  // MARK: Records

  /// Keeps a call's record; the last one waits a moment for the counts of its legs' RTP, and for the
  /// seats that still write about the call.
  private func keep(_ record: CallRecord) {
    report(record)
    let record = withRecording(record)
    if record.ending != nil, let call = CallID(text: record.id) { endRecording(call) }
    countMark(record)
    guard record.ending != nil, let call = CallID(text: record.id) else {
      return journal.keep(closing.filled(record))
    }
    // The effects that follow may still close legs: what they are is known after this turn.
    line.schedule(after: .zero) { [unowned self] in
      let writing = switchboard.legsBeingWrappedUp(of: record)
      if let complete = closing.end(call, record, writing: writing) {
        return journal.keep(complete)
      }
      journal.keep(closing.unfinished(record))
      line.schedule(after: Closing.patience) { [unowned self] in
        if let late = closing.giveUpCounts(of: call) { journal.keep(late) }
      }
      line.schedule(after: Closing.recordingPatience) { [unowned self] in
        if let late = closing.giveUpRecording(of: call) { journal.keep(late) }
      }
    }
  }

  /// A seat has written down what a call was about that has ended.
  private func wrappedUp(_ call: CallID, _ leg: LegID, _ length: Duration) {
    if let complete = closing.wrapUp(leg, of: call, length) { journal.keep(complete) }
  }

  // MARK: The log

  private func report(_ record: CallRecord) {
    let state = record.ending == nil ? record.states.last?.state ?? "" : "ended"
    guard let ending = record.ending else {
      return log.debug("state", call: record.id, ["state": state])
    }
    log.info(
      "ended", call: record.id,
      [
        "ending": ending, "first": record.firstReceiver ?? "-",
        "final": record.finalReceiver ?? "-", "ms": "\((record.endedAt ?? 0) / 1000)",
        "keys": "\(record.keys.count)", "transfers": "\(record.transfers.count)",
      ])
  }
}

/// The answer to the command `key`.
struct KeyResult: Codable, Hashable, Sendable {
  /// `accepted`, `ignored`, or `refused: ` and why.
  let outcome: String
}
