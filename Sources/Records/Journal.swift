internal import Dispatch
package import Foundation
package import Switchboard
internal import Synchronization

/// Keeps the calls' records: control hands snapshots over without waiting, one thread writes them.
///
/// Whatever the disk does, calls go on: the newest snapshot of each call waits, up to a limit, and
/// is written when the disk is back.
package final class Journal: Sendable {
  /// Limits and intervals.
  package struct Options: Sendable {
    /// The most calls whose record may wait for the disk.
    package var pendingLimit = 16_384
    /// How long the first record of a batch waits for others: one `fdatasync` serves them all.
    package var gather: Duration = .milliseconds(10)
    /// How long after an error the disk is tried again.
    package var retry: Duration = .seconds(1)
    /// How long the disk may take for one batch until that is a problem.
    package var slowAfter: Duration = .seconds(2)
    /// Called when the disk fails or stalls, with why, and with `nil` when it is back: on the
    /// journal's thread, or on that of `keep` while the journal's own waits for the disk.
    package var onProblem: (@Sendable (String?) -> Void)?
    /// Microseconds of a clock that nobody sets.
    var clock: @Sendable () -> Int64 = { Int64(DispatchTime.now().uptimeNanoseconds / 1000) }
    var gate: DiskGate?

    package init() {}
  }

  /// What the start found and repaired; `nil` while the disk has refused so far.
  package var recovery: Recovery? { state.withLock { $0.recovery } }
  /// How the journal does now; safe from any thread.
  package var status: JournalStatus {
    state.withLock { state in
      var status = state.status
      status.pending = state.pending.count + state.corrections.count + state.writing
      status.problem = status.problem ?? stallProblem(state)
      return status
    }
  }

  private struct State {
    var pending: PendingRecords
    /// Corrections that wait for the disk; each has somebody who waits too.
    var corrections: [Correction] = []
    var status = JournalStatus()
    var recovery: Recovery?
    var isStopping = false
    var hasStopped = false
    /// Calls in the batch that the disk has now, and since when it has it.
    var writing = 0
    var writingSince: Int64?
    /// Whether anybody was told that the disk takes its time.
    var isStalled = false
    /// Those who wait for the next batch to be done.
    var waiting: [DispatchSemaphore] = []

    /// The disk has answered; whether somebody was told before that it did not.
    mutating func endBatch() -> Bool {
      defer { (writing, writingSince, isStalled) = (0, nil, false) }
      return isStalled
    }
  }

  private let state: Mutex<State>
  private let work = DispatchSemaphore(value: 0)
  private let options: Options

  /// Opens the records in `directory`, repairs what a crash left, and starts the thread.
  ///
  /// Returns when the first attempt is over; a disk that refuses does not stop the box: see `status`.
  package init(directory: RecordDirectory, zone: TimeZone, options: Options = Options()) {
    self.options = options
    state = Mutex(State(pending: PendingRecords(limit: options.pendingLimit)))
    let started = DispatchSemaphore(value: 0)
    let render = RecordLine(zone: zone)
    let thread = Thread { [self] in
      var writer = JournalWriter(directory: directory, render: render, gate: options.gate)
      attempt(&writer)
      started.signal()
      run(&writer)
    }
    thread.name = "journal"
    thread.start()
    started.wait()
  }

  /// Takes a call's record as it stands now; never waits for the disk.
  package func keep(_ record: CallRecord) {
    let (mustWake, stall) = state.withLock { state in
      let isFirst = state.pending.count == 0
      let verdict = state.pending.add(record)
      switch verdict {
      case .kept: break
      case .late: state.status.late += 1
      case .snapshotDropped: state.status.droppedSnapshots += 1
      case .lost: state.status.lost += 1
      }
      let stall = state.isStalled ? nil : stallProblem(state)
      if stall != nil { state.isStalled = true }
      return (isFirst && state.pending.count > 0, stall)
    }
    if let stall { options.onProblem?(stall) }
    if mustWake { work.signal() }
  }

  /// Takes a correction, and waits until it is on the disk. Not for the control thread.
  ///
  /// - Returns: false when that did not come to pass in time; the disk may still take it later.
  package func correct(_ correction: Correction, within timeout: Duration = .seconds(5)) -> Bool {
    let isTaken = state.withLock { state in
      guard !state.isStopping, state.status.problem == nil else { return false }
      state.corrections.append(correction)
      return true
    }
    guard isTaken, flush(within: timeout) else { return false }
    // The end of the thread wakes everybody, also when the disk refused to the last.
    return state.withLock { state in !state.corrections.contains { $0.id == correction.id } }
  }

  /// Waits until everything handed over so far is on the disk.
  ///
  /// - Returns: false when the time was over first. Not for the control thread while calls are up.
  @discardableResult
  package func flush(within timeout: Duration = .seconds(5)) -> Bool {
    let deadline = DispatchTime.now() + .microseconds(Int(timeout.microseconds))
    let done = DispatchSemaphore(value: 0)
    let mustWait = state.withLock { state in
      guard !state.hasStopped else { return false }
      state.waiting.append(done)
      return true
    }
    guard mustWait else { return state.withLock { $0.pending.count == 0 } }
    work.signal()
    return done.wait(timeout: deadline) == .success
  }

  /// Writes what waits, gives the disk one more chance if it fails, and ends the thread.
  package func stop(within timeout: Duration = .seconds(5)) {
    let done = DispatchSemaphore(value: 0)
    let mustWait = state.withLock { state in
      state.isStopping = true
      guard !state.hasStopped else { return false }
      state.waiting.append(done)
      return true
    }
    guard mustWait else { return }
    work.signal()
    _ = done.wait(timeout: .now() + .microseconds(Int(timeout.microseconds)))
  }
}

extension Journal {
  /// What is to be said of a disk that has had the same batch for too long.
  private func stallProblem(_ state: borrowing State) -> String? {
    guard let since = state.writingSince else { return nil }
    let microseconds = options.clock() - since
    guard microseconds > options.slowAfter.microseconds else { return nil }
    return "the disk has not taken the last records for \(microseconds / 1_000_000) s"
  }

  private func run(_ writer: inout JournalWriter) {
    var failing = status.problem != nil
    while true {
      if failing {
        pause()
      } else {
        work.wait()
        gather()
      }
      while work.wait(timeout: .now()) == .success {}
      let isStopping = state.withLock { $0.isStopping }
      failing = !attempt(&writer)
      guard isStopping else { continue }
      let waiting = state.withLock { state in
        state.hasStopped = true
        defer { state.waiting = [] }
        return state.waiting
      }
      for waiter in waiting { waiter.signal() }
      return
    }
  }

  /// Lets others join the first record of a batch, unless somebody waits for it.
  private func gather() {
    let deadline = DispatchTime.now() + .microseconds(Int(options.gather.microseconds))
    repeat {
      if state.withLock({ $0.isStopping || !$0.waiting.isEmpty }) { return }
    } while work.wait(timeout: deadline) == .success
  }

  /// Lets the retry time pass, whoever signals meanwhile; a stop ends it.
  private func pause() {
    let deadline = DispatchTime.now() + .microseconds(Int(options.retry.microseconds))
    while work.wait(timeout: deadline) == .success {
      if state.withLock({ $0.isStopping }) { return }
    }
  }

  /// Writes one batch: everything that waits.
  @discardableResult
  private func attempt(_ writer: inout JournalWriter) -> Bool {
    let (batch, corrections, waiting) = state.withLock { state in
      let batch = state.pending.take()
      let corrections = state.corrections
      state.corrections = []
      (state.writing, state.writingSince) = (batch.count + corrections.count, options.clock())
      defer { state.waiting = [] }
      return (batch, corrections, state.waiting)
    }
    do throws(FileProblem) {
      let recovery = try writer.write(batch, corrections)
      let wasFailing = state.withLock { state in
        defer { state.status.problem = nil }
        let wasStalled = state.endBatch()
        if state.recovery == nil { state.recovery = recovery }
        state.status.written += UInt64(batch.count)
        if !batch.isEmpty { state.status.batches += 1 }
        return wasStalled || state.status.problem != nil
      }
      for waiter in waiting { waiter.signal() }
      if wasFailing { options.onProblem?(nil) }
      return true
    } catch {
      let isNew = state.withLock { state in
        defer { state.status.problem = error.description }
        _ = state.endBatch()
        state.waiting += waiting
        state.corrections = corrections + state.corrections
        state.status.lost += UInt64(state.pending.restore(batch))
        return state.status.problem != error.description
      }
      if isNew { options.onProblem?(error.description) }
      return false
    }
  }
}
