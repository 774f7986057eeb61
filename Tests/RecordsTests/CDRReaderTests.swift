import Foundation
import Testing

@testable import Records
@testable import Switchboard

@Suite struct CDRReaderTests {
  private let scratch = Scratch()
  private let time = SiteTime(zone: Sample.shanghai)

  /// Ten closed calls, one a minute from 21:37:42; call 5 is transferred; call 11 is up.
  init() throws {
    let files = try scratch.files()
    for number in 1...10 {
      var record = Sample.closed(number, ending: number == 3 ? "rejected-486" : "caller-hung-up")
      if number == 5 { record.transfers = Sample.full().transfers }
      if number == 7 { record.callerNumber = "4420000" }
      if number == 8 { record.legs.append(LegRecord(leg: 9, party: "2001", startedAt: 5)) }
      try files.write([record], live: [:])
    }
    try files.write([Sample.open(11)], live: [:])
  }

  private func numbers(_ filter: CDRFilter) throws -> [Int] {
    var found: [Int] = []
    let reader = CDRReader(directory: scratch.records, zone: Sample.shanghai)
    let summary = try reader.read(filter) { match in
      found.append(try #require(Int(match.entry.id, radix: 16)))
      #expect(match.line.contains(match.entry.id))
    }
    #expect(summary.matches == found.count)
    #expect(summary.unreadable == 0)
    return found
  }

  @Test func withoutAFilterAllCallsCome() throws {
    #expect(try numbers(CDRFilter()) == Array(1...11))
  }

  @Test func eachFilterKeepsWhatItSays() throws {
    #expect(try numbers(CDRFilter(number: "4420000", time: time)) == [7])
    #expect(try numbers(CDRFilter(number: "44*", time: time)) == [7])
    #expect(try numbers(CDRFilter(number: "*000", time: time)) == [7])
    #expect(try numbers(CDRFilter(number: "*3900*", limit: "2", time: time)) == [1, 2])
    #expect(try numbers(CDRFilter(seat: "2001", time: time)) == [8])
    #expect(try numbers(CDRFilter(ending: "rejected", time: time)) == [3])
    #expect(try numbers(CDRFilter(ending: "rejected-486", time: time)) == [3])
    #expect(try numbers(CDRFilter(transferredOnly: true, time: time)) == [5])
    #expect(try numbers(CDRFilter(limit: "3", time: time)) == [1, 2, 3])
    #expect(try numbers(CDRFilter(last: "3", time: time)) == [9, 10, 11])
    #expect(try numbers(CDRFilter(last: "50", time: time)) == Array(1...11))
  }

  @Test func timesAreTheSites() throws {
    let from = "2026-11-21T21:39"
    #expect(try numbers(CDRFilter(from: from, to: "2026-11-21T21:41", time: time)) == [3, 4, 5])
    #expect(try numbers(CDRFilter(from: "2026-11-21T13:45Z", time: time)) == [9, 10, 11])
    #expect(try numbers(CDRFilter(from: "2026-11-21", to: "2026-11-21", time: time)).count == 11)
    #expect(try numbers(CDRFilter(to: "2026-11-20", time: time)) == [])
  }

  @Test func openAndClosedCallsCanBeAskedForAlone() throws {
    var filter = CDRFilter()
    filter.scope = .open
    #expect(try numbers(filter) == [11])
    filter.scope = .closed
    #expect(try numbers(filter) == Array(1...10))
  }

  @Test func aCallThatStandsInBothFilesIsShownOnce() throws {
    // What a reader meets that opened the journal right before the call's end.
    let line = scratch.render.bytes(Sample.closed(11)) + [UInt8(ascii: "\n")]
    try AppendFile(scratch.records.cdr).append(line)
    #expect(try numbers(CDRFilter()) == Array(1...11))
  }

  @Test func aLineThatIsBeingWrittenIsNotShown() throws {
    try AppendFile(scratch.records.cdr).append(Array(scratch.render.bytes(Sample.closed(12))))
    #expect(try numbers(CDRFilter()) == Array(1...11))
  }

  @Test func foreignLinesAreCounted() throws {
    try AppendFile(scratch.records.cdr).append(Array("# a note\n{\"id\":1}\n".utf8))
    let reader = CDRReader(directory: scratch.records, zone: Sample.shanghai)
    let summary = try reader.read { _ in }
    #expect(summary == CDRReader.Summary(matches: 11, unreadable: 2))
  }

  @Test func noDirectoryMeansNoCalls() throws {
    let reader = CDRReader(
      directory: RecordDirectory(scratch.path + "/none"), zone: Sample.shanghai)
    #expect(try reader.read { _ in } == CDRReader.Summary())
  }

  @Test func longLinesAndManyChunksAreReadWhole() throws {
    let path = scratch.path + "/lines"
    let lengths = [0, 1, 65_535, 65_536, 65_537, 200_000, 5]
    try scratch.write(
      path, lengths.flatMap { [UInt8](repeating: 65, count: $0) + [10] } + [66, 66])
    guard var reader = try LineReader(path) else {
      Issue.record("\(path) cannot be read")
      return
    }
    var found: [Int] = []
    while let line = reader.next() { found.append(line.count) }
    #expect(found == lengths)
    #expect(reader.tornBytes == 2)
    #expect(reader.offset == lengths.reduce(lengths.count, +))
  }

  @Test func mistakesSayWhatIsExpected() {
    func problem(_ make: () throws -> CDRFilter) -> String? {
      #expect(throws: FilterProblem.self) { _ = try make() }?.description
    }
    #expect(problem { try CDRFilter(from: "monday", time: time) }?.contains("expected") == true)
    #expect(problem { try CDRFilter(number: "1 2", time: time) }?.contains("--number") == true)
    #expect(problem { try CDRFilter(number: "**", time: time) }?.contains("--number") == true)
    #expect(problem { try CDRFilter(seat: "", time: time) }?.contains("--seat") == true)
    #expect(problem { try CDRFilter(ending: "bye", time: time) }?.contains("abandoned") == true)
    #expect(problem { try CDRFilter(limit: "0", time: time) }?.contains("1–100000") == true)
    #expect(problem { try CDRFilter(limit: "1", last: "1", time: time) }?.contains("one") == true)
    let backwards = problem { try CDRFilter(from: "2026-11-22", to: "2026-11-21", time: time) }
    #expect(backwards?.contains("nothing lies between") == true)
  }
}
