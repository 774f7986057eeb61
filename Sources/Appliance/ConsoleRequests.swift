internal import Console
internal import Foundation
internal import Media
internal import Records
internal import Routing
internal import SIPLine
internal import Site
internal import Switchboard

extension Appliance {
  /// One command of the console.
  func serve(_ request: ControlRequest) {
    switch request.command {
    case "status": request.answer(.ok(boxStatus()))
    case "calls": request.answer(.ok(switchboard.callViews.map(callStatus)))
    case "seats":
      let legs = seatLegs()
      request.answer(.ok(switchboard.seatViews.map { seatStatus($0, legs[$0.name]) }))
    case "key": press(request)
    case "end": end(request)
    case "nuisance": request.answer(.ok(callerStatuses()))
    case "reload": reload(request, isTrial: request.arguments["dry-run"] == "yes")
    case "correct": corrections.correct(request)
    case "look-up": ledger.begin(request)
    case "look-up-end": ledger.end(request)
    default:
      request.answer(
        .failed(
          "no command '\(request.command)'; there are status, calls, seats, key, end, nuisance, "
            + "reload, correct, look-up, look-up-end"))
    }
  }

  private func press(_ request: ControlRequest) {
    guard let seat = request.arguments["seat"], let key = request.arguments["key"] else {
      return request.answer(.failed("key needs the arguments 'seat' and 'key'"))
    }
    let isKnown = site.seat(SeatName(seat)) != nil || switchboard.isInCall(SeatName(seat))
    guard isKnown else {
      return request.answer(.failed("the site has no seat '\(seat)'"))
    }
    if let desk = sound.seat(SeatName(seat)) {
      let outcome =
        SeatButton(rawValue: key).map { push($0, at: desk) }
        ?? SeatButton.number(in: key).map { call($0, from: desk) }
      if let outcome {
        log.info("console-key", ["seat": seat, "key": key, "user": "\(request.user)"])
        return request.answer(.ok(KeyResult(outcome: outcome.description)))
      }
    }
    lastCommand += 1
    let id = CommandID(lastCommand)
    commands[id] = request
    log.info("console-key", ["seat": seat, "key": key, "user": "\(request.user)"])
    handle(.command(id, seat: SeatName(seat), key: key, pressed: .now))
  }

  /// An operator ends a call: the one command that may drop a citizen, so it is always logged.
  private func end(_ request: ControlRequest) {
    guard let id = request.arguments["call"].flatMap(CallID.init(text:)),
      switchboard.callViews.contains(where: { $0.id == id })
    else { return request.answer(.failed("no such call is up; see liandong calls")) }
    log.warning("operator-ends", call: id.description, ["user": "\(request.user)"])
    handle(.operatorRelease(id))
    request.answer(.ok)
  }

  // MARK: What people see

  private func boxStatus() -> BoxStatus {
    let plane = media.statistics()
    let now = Instant.now
    var status = BoxStatus(
      version: Product.version, site: site.name, pid: ProcessInfo.processInfo.processIdentifier,
      uptime: (now - started).milliseconds / 1000, realTime: plane.realTime,
      calls: switchboard.callCount, legs: legs.count)
    status.waiting = switchboard.waitingCount
    status.lateTicks = UInt64(plane.ticksMissed)
    status.ticks = tickStatus(plane)
    status.relayedPackets = UInt64(plane.packetsRelayed)
    status.mixedFrames = UInt64(plane.framesMixed)
    status.strangerPackets = strangerPackets
    status.droppedPackets = droppedPackets
    status.overflows = plane.overflows
    status.unrecorded = plane.unrecorded
    status.unknownNumbers = switchboard.unknownNumbers
    status.pendingRecords = journal.status.pending
    status.alarms = alarms(realTime: plane.realTime)
    let lineStatus = line.status
    status.dialogs = lineStatus.dialogs
    status.transactions = lineStatus.transactions
    status.residentKiB = ProcessMemory.residentKiB
    status.heapKiB = ProcessMemory.heapKiB
    status.trunks = site.trunks.map { trunk in
      TrunkStatus(
        name: trunk.name.text, reachable: lineStatus.trunks[trunk.name],
        registered: lineStatus.registrations[trunk.name])
    }
    status.sound = soundStatus()
    status.threads = threadStatus()
    status.next = nextStep()
    return status
  }

  private func tickStatus(_ plane: PlaneStatistics) -> TickStatus {
    var status = TickStatus()
    status.count = plane.ticks
    status.missed = plane.ticksMissed
    status.p50 = plane.lateness.percentile(50)
    status.p99 = plane.lateness.percentile(99)
    status.worst = plane.lateness.worst
    status.lateness = plane.lateness.filled.map {
      TickStatus.Bucket(atMost: $0.atMost, ticks: $0.ticks)
    }
    return status
  }

  private func alarms(realTime: Bool) -> [String] {
    var alarms: [String] = []
    if !realTime { alarms.append("no real-time priority: audio may stutter under load") }
    if auditFindings > 0 {
      alarms.append("seats: \(auditFindings) freed that no call had; see seat-stuck in the log")
    }
    let records = journal.status
    alarms += soundAlarms() + threadAlarms()
    if records.isAlarming { alarms.append("records: \(records.problem ?? "\(records.lost) lost")") }
    if let problem = media.recorder?.problem { alarms.append("recordings: \(problem)") }
    return alarms
  }

  private func nextStep() -> String {
    let away = site.seats.filter { !switchboard.isReachable($0.name) }.count
    if away == site.seats.count, away > 0 {
      return "no seat is registered: start a phone, then see liandong seats"
    }
    return switchboard.callCount > 0 ? "see liandong calls" : "call a number of the site"
  }

  private func callStatus(_ view: CallView) -> CallStatus {
    func name(_ leg: LegID) -> String {
      view.legs.first { $0.id == leg }?.party.description ?? leg.description
    }
    let people = view.legs.filter { !$0.isCaller && $0.isAnswered }
    let ringing = view.legs.first { !$0.isCaller && !$0.isAnswered }
    var status = CallStatus(
      id: view.id.description, state: view.state, caller: view.callerNumber,
      dialled: view.dialled, seconds: (Instant.now - view.start).milliseconds / 1000,
      holder: people.first?.party.description,
      target: people.dropFirst().first?.party.description ?? ringing?.party.description,
      responsible: view.firstReceiver?.description,
      recorded: view.isRecorded,
      hears: view.matrix.rows.map { row in
        let heard = row.voices.map(name) + (row.sound.map { ["\($0)"] } ?? [])
        return HearingStatus(
          leg: name(row.listener),
          description: heard.isEmpty ? "nothing" : heard.joined(separator: " + "))
      })
    status.levels = view.legs.filter(\.isAnswered).map {
      LegLevelStatus(leg: name($0.id), level: level(of: $0.id))
    }
    status.notes =
      (view.isNuisance ? ["nuisance"] : []) + (view.level.map { ["level \($0)"] } ?? [])
      + (view.isEmergency ? ["emergency"] : [])
    return status
  }

  /// To a tenth of a dB.
  private func level(of leg: LegID) -> LevelStatus? {
    guard let stream = legs[leg]?.stream, let level = media.level(of: stream) else { return nil }
    func tenths(_ decibels: Double) -> Double { (decibels * 10).rounded() / 10 }
    return LevelStatus(rms: tenths(level.rms), peak: tenths(level.peak))
  }

  /// The leg of each seat that has any: the one that it talks on, where one rings besides.
  private func seatLegs() -> [SeatName: LegID] {
    legs.reduce(into: [:]) { found, leg in
      guard case .seat(let name) = leg.value.party else { return }
      if leg.value.isAnswered || found[name] == nil { found[name] = leg.key }
    }
  }

  private func seatStatus(_ view: SeatView, _ leg: LegID?) -> SeatStatus {
    let state: SeatStatus.State =
      switch view.state {
      case .idle: .idle
      case .ringing: .ringing
      case .talking: .talking
      case .wrapUp: .wrapUp
      case .paused: .paused
      case .unreachable: .unreachable
      }
    var status = SeatStatus(
      name: view.name.text, platform: view.platform.text, state: state,
      call: view.call?.description,
      contact: line.contact(of: view.name) ?? sound.seat(view.name)?.settings.device)
    status.level = leg.flatMap(level)
    return status
  }
}
