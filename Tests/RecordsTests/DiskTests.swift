import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Records
@testable import Switchboard

/// A disk that does what the test says, with a clock that only the test moves.
private final class Disk: Sendable {
  private struct State {
    var now: Int64 = 0
    var isStalling = false
    var steps = 0
    var refused = 0..<0
    var error: Int32 = 0
    var problems: [String?] = []
  }

  private let state = Mutex(State())
  private let entered = DispatchSemaphore(value: 0)
  private let released = DispatchSemaphore(value: 0)

  var gate: DiskGate {
    DiskGate { [self] step, _ in
      let isStalling = state.withLock { step == .sync && $0.isStalling }
      if isStalling {
        entered.signal()
        released.wait()
      }
      return state.withLock { state in
        defer { state.steps += 1 }
        return state.refused.contains(state.steps) ? state.error : 0
      }
    }
  }

  var options: Journal.Options {
    var options = Journal.Options()
    options.retry = .milliseconds(5)
    options.gate = gate
    options.clock = { [self] in state.withLock { $0.now } }
    options.onProblem = { [self] problem in state.withLock { $0.problems.append(problem) } }
    return options
  }

  /// What the journal said of its disk so far; `nil` for all is well.
  var problems: [String?] { state.withLock { $0.problems } }
  var steps: Int { state.withLock { $0.steps } }

  /// From now on a sync does not return.
  func stall() { state.withLock { $0.isStalling = true } }

  /// Returns when a sync has been asked for; this long is for a machine that hangs.
  func meetsSync() throws { try #require(entered.wait(timeout: .now() + 60) == .success) }

  func pass(_ seconds: Int64) { state.withLock { $0.now += seconds * 1_000_000 } }

  func release() {
    state.withLock { $0.isStalling = false }
    released.signal()
  }

  func refuse(_ steps: Range<Int>, _ error: Int32) {
    state.withLock { ($0.refused, $0.error) = (steps, error) }
  }
}

@Suite struct DiskTests {
  private let scratch = Scratch()
  private let disk = Disk()

  @Test func aDiskThatStallsForFiveSecondsAlarmsAndHoldsNobodyUp() throws {
    let journal = Journal(
      directory: scratch.records, zone: Sample.shanghai, options: disk.options)
    journal.keep(Sample.open(1))
    try #require(journal.flush(within: .seconds(60)))
    disk.stall()
    journal.keep(Sample.closed(1))
    try disk.meetsSync()
    disk.pass(1)
    #expect(!journal.status.isAlarming)
    disk.pass(4)
    #expect(journal.status.problem == "the disk has not taken the last records for 5 s")
    // Whoever hands over a record while the disk stands still comes back at once, or this hangs.
    for number in 2...4_000 { journal.keep(Sample.closed(number)) }
    #expect(disk.problems == ["the disk has not taken the last records for 5 s"])
    #expect(journal.status.isAlarming && journal.status.pending == 4_000)
    disk.release()
    try #require(journal.flush(within: .seconds(60)))
    #expect(disk.problems == ["the disk has not taken the last records for 5 s", nil])
    #expect(journal.status.problem == nil && journal.status.lost == 0)
    #expect(try scratch.ids() == (1...4_000).map(Sample.id))
    journal.stop(within: .seconds(60))
  }

  @Test func beyondTheBoundLastWordsAreCountedAsLost() throws {
    var options = disk.options
    options.pendingLimit = 100
    let journal = Journal(directory: scratch.records, zone: Sample.shanghai, options: options)
    disk.stall()
    journal.keep(Sample.closed(1))
    try disk.meetsSync()
    for number in 2...50 { journal.keep(Sample.open(number)) }
    for number in 51...150 { journal.keep(Sample.closed(number)) }
    #expect(journal.status.lost == 0 && journal.status.droppedSnapshots == 49)
    journal.keep(Sample.closed(151))
    #expect(journal.status.lost == 1 && journal.status.isAlarming)
    disk.release()
    try #require(journal.flush(within: .seconds(60)))
    #expect(try scratch.ids() == ([1] + Array(51...150)).map(Sample.id))
    #expect(journal.status.isAlarming, "a lost record is for somebody to know")
    journal.stop(within: .seconds(60))
  }

  /// Full, read-only or broken, for one step or for five, at every step that the journal takes.
  @Test(arguments: [ENOSPC, EROFS, EIO], [1, 5])
  func aRefusalAtAnyStepCostsNothing(error: Int32, length: Int) throws {
    let steps = try writeAll(Scratch(), Disk())
    #expect(steps > 40)
    for step in 0..<steps {
      let (scratch, disk) = (Scratch(), Disk())
      disk.refuse(step..<(step + length), error)
      _ = try writeAll(scratch, disk)
      let files = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
        .filter { $0.hasPrefix("cdr.jsonl") }
      let ids = try files.flatMap { try scratch.ids(scratch.path + "/" + $0) }
      #expect(ids.sorted() == (1...9).map(Sample.id), "refused at step \(step)")
      var verifier = ChainVerifier(.cdr, in: scratch.records)
      let problems = try verifier.run().problems
      #expect(problems == [], "refused at step \(step)")
    }
  }

  /// A few batches and a rotation, each batch until the disk takes it; the steps that it took.
  private func writeAll(_ scratch: Scratch, _ disk: Disk) throws -> Int {
    var writer = JournalWriter(
      directory: scratch.records, render: scratch.render, gate: disk.gate)
    for number in 1...9 {
      if number == 5 { rename(scratch.records.cdr, scratch.records.cdr + ".1") }
      for batch in [[Sample.open(number)], [Sample.closed(number), Sample.open(number + 100)]] {
        var isDone = false
        while !isDone {
          do throws(FileProblem) {
            _ = try writer.write(batch.filter { $0.ending != nil || $0.id == Sample.id(number) })
            isDone = true
          } catch {
            try #require(disk.steps < 10_000, "\(error)")
          }
        }
      }
    }
    return disk.steps
  }
}
