package import Console
internal import Media
internal import Records
internal import Routing
internal import SIPLine
package import Site
internal import Switchboard

/// The box: one thread that owns SIP, call control and the console, and carries out what they decide.
///
/// Events come from three sides, SIP, media and the console; each becomes one `Switchboard.handle`
/// and the effects that follow from it. Nothing here decides anything.
package final class Appliance {
  var site: SiteConfiguration
  let log: Log
  let journal: Journal
  let ledger: LedgerDesk
  let corrections: CorrectionDesk
  var retention: RetentionJob
  let started = Instant.now
  let wake: WakeSocket
  let media: MediaPlane
  var switchboard: Switchboard
  var line: Line!
  var console: ControlServer?

  /// The media and the call of each leg that has any.
  var legs: [LegID: BoxLeg] = [:]
  var timers: [TimerID: LineTimer] = [:]
  /// The matrix in force of each call.
  var matrices: [CallID: HearingMatrix] = [:]
  /// Which matrix a token of the media plane stands for.
  var hearings: [UInt64: (call: CallID, serial: Int)] = [:]
  var watchedVoices: [UInt64: LegID] = [:]
  var legOfStream: [StreamID: LegID] = [:]
  var closing = Closing()
  /// When each call that is up began, by the wall clock (microseconds since 1970) and by ours.
  var starts: [CallID: (wallClock: Int64, instant: Instant)] = [:]
  var recordings = Recordings()
  let archive: RecordingArchive
  let finishedRecordings = FinishedRecordings()
  let sound: SoundDesk
  var legOfClosing: [StreamID: LegID] = [:]
  var commands: [CommandID: ControlRequest] = [:]
  var lastToken: UInt64 = 0
  var lastCommand = 0
  var callIDs = CallIDSource()
  var callers = CallerTable()
  let callerHistory = CallerHistory()
  /// Who wants the site read anew; the first is being served.
  var reloads: [ReloadAsker] = []
  let nextSites = NextSiteInbox()
  var droppedPackets: UInt64 = 0
  var strangerPackets: UInt64 = 0
  /// What the audit of the seats has freed since the start.
  var auditFindings = 0
  var idleMemory = IdleMemory()

  /// Opens everything: records, media threads, SIP listeners, control socket.
  ///
  /// - Throws: what cannot be opened and what to do about it, in a sentence.
  package init(site: SiteConfiguration, lock: DataDirectoryLock, log: Log) throws {
    self.site = site
    self.log = log
    var options = Journal.Options()
    options.onProblem = { problem in
      if let problem {
        log.error("journal-failing", ["problem": problem])
      } else {
        log.info("journal-well")
      }
    }
    let data = RecordDirectory(site.dataDirectory)
    archive = RecordingArchive(data, zone: site.timeZone)
    // Before the journal, which sums up the recordings of calls that were up.
    for closed in RecordingRepair.run(in: data.recordings) {
      log.warning(
        "recording-recovered",
        ["file": archive.name(of: closed.path) ?? "", "ms": "\(closed.milliseconds)"])
    }
    journal = Journal(directory: data, zone: site.timeZone, options: options)
    ledger = LedgerDesk(data, zone: site.timeZone)
    corrections = CorrectionDesk(
      data, zone: site.timeZone, journal: journal, ledgers: ledger, log: log)
    retention = RetentionJob(site, log: log)
    wake = try WakeSocket()
    let sounds = SiteSounds(site)
    var plane = PlaneConfiguration(noticeDescriptor: wake.writeEnd)
    plane.silence = Self.silence(of: site.media)
    plane.sounds = sounds.set
    plane.rtpCPUs = site.media.cpusRtp?.numbers ?? []
    plane.mixerCPUs = site.media.cpusMixer?.numbers ?? []
    plane.recorder = Self.recorder(for: site, finishedRecordings, wake, log)
    media = try MediaPlane(plane)
    sound = SoundDesk(site, notices: wake.writeEnd)
    switchboard = Switchboard(
      directory: site.directory, keys: site.keys, policy: site.policy)
    try media.start()
    line = try Line(LineConfiguration(site), delegate: self)
    try line.watch(wake.readEnd) { [unowned self] in woken() }
    let wake = self.wake
    console = try ControlServer(lock: lock) { wake.signal() }
    for seat in site.seats where seat.network == nil || !line.isReachable(seat.name) {
      handle(.seatReachable(seat.name, false))
    }
    sound.start()
    reportStart(sounds)
    readCallerHistory()
    audit()
  }

  /// Once a second: no seat stays engaged by a leg that is gone, and no memory that nobody needs.
  private func audit() {
    handle(.audit)
    giveBackMemory()
    line.schedule(after: .seconds(1)) { [unowned self] in audit() }
  }

  private func reportStart(_ sounds: SiteSounds) {
    if let recovery = journal.recovery, !recovery.isClean {
      log.warning(
        "recovered",
        [
          "closed-calls": "\(recovery.closedAsBoxStopped.count)",
          "torn-bytes": "\(recovery.tornBytes)", "damaged-lines": "\(recovery.damagedLines)",
        ])
    }
    if let problem = journal.recovery?.unsigned {
      log.error("records-unsigned", ["problem": problem])
    }
    let doubts = site.warnings.map(\.description) + sounds.mistakes + sounds.warnings
    for warning in doubts { log.warning("site-file", ["says": warning]) }
    for problem in threadAlarms() { log.warning("cpus", ["says": problem]) }
    if !media.statistics().realTime {
      log.warning(
        "no-real-time",
        ["do": "grant LimitRTPRIO and LimitMEMLOCK (see liandong.service); audio may stutter"])
    }
    log.info(
      "ready",
      [
        "site": site.name, "seats": "\(site.seats.count)", "trunks": "\(site.trunks.count)",
        "control": console?.path ?? "",
      ])
  }

  // MARK: The one way in and the one way out

  /// Hands one event to call control and carries out what follows.
  func handle(_ event: Event, at now: Instant = .now) {
    for effect in switchboard.handle(event, at: now) { perform(effect) }
    ringBells()
  }

  /// What woke the loop, other than SIP: media notices and console commands.
  private func woken() {
    wake.drain()
    media.drainNotices { take($0) }
    takeRecordings()
    takeNextSite()
    takeCardNews()
    takeButtons()
    takeCallerHistory()
    while let request = console?.next() { serve(request) }
  }

  /// Runs until `isStopping` says so.
  package func run(until isStopping: () -> Bool) {
    media.gatherCommands()
    while !isStopping() {
      line.run(for: .milliseconds(200))
      media.endTurn()
    }
  }

  /// Ends every call by the operator's command, keeps their records and closes everything.
  package func stop() {
    for call in switchboard.callViews { handle(.operatorRelease(call.id)) }
    retention.stop()
    console?.stop()
    line.shutdown()
    sound.stop()
    media.stop()
    takeLastRecordings()
    for record in closing.giveUpAll() { journal.keep(record) }
    journal.stop()
    log.info("stopped")
  }
}
