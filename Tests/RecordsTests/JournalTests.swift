import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Records
@testable import Switchboard

/// Collects what the journal says of its disk, and lets a test wait for it.
private final class Problems: Sendable {
  private let heard = Mutex<[String?]>([])
  private let came = DispatchSemaphore(value: 0)

  func hear(_ problem: String?) {
    heard.withLock { $0.append(problem) }
    came.signal()
  }

  /// The next one; this long is for a machine that hangs, not for the test.
  func next() throws -> String? {
    try #require(came.wait(timeout: .now() + 20) == .success)
    return heard.withLock { $0.removeFirst() }
  }
}

@Suite struct JournalTests {
  /// A property, so that it outlives the journal, which would make its directory again.
  private let scratch = Scratch()

  private func journal(_ problems: Problems? = nil, limit: Int = 100) -> Journal {
    var options = Journal.Options()
    options.retry = .milliseconds(5)
    options.pendingLimit = limit
    if let problems { options.onProblem = { problems.hear($0) } }
    return Journal(directory: scratch.records, zone: Sample.shanghai, options: options)
  }

  @Test func aClosedCallIsOneLine() throws {
    let journal = journal()
    journal.keep(Sample.open(1))
    #expect(journal.flush(within: .seconds(20)))
    #expect(try scratch.ids() == [])
    journal.keep(Sample.closed(1))
    journal.keep(Sample.closed(1, ending: "released"))
    journal.keep(Sample.open(1))
    #expect(journal.flush(within: .seconds(20)))
    #expect(try scratch.ids() == [Sample.id(1)])
    #expect(journal.status.late == 2)
    #expect(journal.status.isAlarming == false)
    #expect(journal.recovery?.isClean == true)
    journal.stop()
  }

  @Test func recordsThatComeTogetherAreOneBatch() throws {
    var options = Journal.Options()
    options.gather = .seconds(3_600)
    let journal = Journal(directory: scratch.records, zone: Sample.shanghai, options: options)
    for call in 1...50 {
      journal.keep(Sample.open(call))
      journal.keep(Sample.closed(call))
    }
    // Whoever waits for the disk ends the gathering.
    #expect(journal.flush(within: .seconds(20)))
    #expect(journal.status.batches == 1)
    #expect(journal.status.written == 50)
    #expect(try scratch.ids() == (1...50).map(Sample.id))
    journal.keep(Sample.open(51))
    journal.stop(within: .seconds(20))
    #expect(journal.status.written == 51)
  }

  @Test func theNextStartClosesWhatWasOpen() throws {
    let first = journal()
    first.keep(Sample.open(1))
    first.keep(Sample.open(2))
    first.keep(Sample.closed(2))
    first.stop(within: .seconds(20))
    let second = journal()
    #expect(second.recovery?.closedAsBoxStopped == [Sample.id(1)])
    #expect(try scratch.ids().sorted() == [1, 2].map(Sample.id))
    second.stop(within: .seconds(20))
  }

  @Test func manyThreadsHandOverManyCalls() throws {
    let journal = journal(limit: 10_000)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for call in 0..<200 {
        journal.keep(Sample.open(thread * 1000 + call))
        journal.keep(Sample.closed(thread * 1000 + call))
      }
    }
    #expect(journal.flush(within: .seconds(20)))
    let ids = try scratch.ids()
    #expect(ids.count == 1600)
    #expect(Set(ids).count == 1600)
    journal.stop(within: .seconds(20))
    #expect(journal.flush())
  }

  @Test func aRemovedDirectoryIsMadeAgainAndCallsGoOn() throws {
    let problems = Problems()
    let journal = journal(problems)
    journal.keep(Sample.open(1))
    #expect(journal.flush(within: .seconds(20)))
    try FileManager.default.removeItem(atPath: scratch.path)
    journal.keep(Sample.closed(1))
    #expect(try problems.next()?.contains("was removed") == true)
    #expect(try problems.next() == nil)
    #expect(journal.flush(within: .seconds(20)))
    #expect(try scratch.ids() == [Sample.id(1)])
    journal.stop(within: .seconds(20))
  }

  @Test func aDiskThatIsAwayAlarmsAndGetsEverythingWhenItIsBack() throws {
    // Not even root can make a directory where a file stands.
    try Data().write(to: URL(filePath: scratch.path))
    let problems = Problems()
    let journal = journal(problems)
    #expect(try problems.next()?.contains("not a directory") == true)
    #expect(journal.recovery == nil)
    for number in 1...3 { journal.keep(Sample.open(number)) }
    journal.keep(Sample.closed(2))
    #expect(journal.status.isAlarming)
    #expect(journal.flush(within: .zero) == false)
    try FileManager.default.removeItem(atPath: scratch.path)
    #expect(try problems.next() == nil)
    #expect(journal.flush(within: .seconds(20)))
    #expect(try scratch.ids() == [Sample.id(2)])
    #expect(journal.status.isAlarming == false)
    #expect(journal.status.lost == 0)
    journal.stop(within: .seconds(20))
  }

  @Test func aFullDiskKeepsTheLastWordsOfCalls() throws {
    try FileManager.default.createDirectory(
      atPath: scratch.path, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.records.cdr, withDestinationPath: "/dev/full")
    let problems = Problems()
    let journal = journal(problems)
    journal.keep(Sample.open(1))
    journal.keep(Sample.closed(2))
    #expect(try problems.next()?.contains("No space left on device") == true)
    journal.keep(Sample.closed(3))
    try FileManager.default.removeItem(atPath: scratch.records.cdr)
    #expect(try problems.next() == nil)
    #expect(journal.flush(within: .seconds(20)))
    #expect(try scratch.ids().sorted() == [2, 3].map(Sample.id))
    journal.keep(Sample.closed(1))
    journal.stop(within: .seconds(20))
    #expect(try scratch.ids().sorted() == [1, 2, 3].map(Sample.id))
  }

  @Test func aStopWhileTheDiskIsAwayComesToAnEnd() throws {
    try Data().write(to: URL(filePath: scratch.path))
    let journal = journal()
    journal.keep(Sample.closed(1))
    journal.stop(within: .seconds(20))
    #expect(journal.flush() == false)
  }
}
