internal import Foundation
internal import Records
internal import Switchboard

/// The journal on this disk: what it costs the thread that hands records over, and what it sustains.
enum JournalBench {
  static func run(_ options: Options, _ results: Results) throws {
    let calls = options.isShort ? 2_000 : 10_000
    cost(calls, results)
    sustained(options.isShort ? 20_000 : 100_000, SwitchboardBench.records(calls).records, results)
    try results.count("journal.instructions-per-record", loop: "record", from: 20, to: 220)
  }

  /// The lines of so many calls with a transfer.
  ///
  /// - Returns: their length.
  static func render(_ count: Int) -> Int {
    let records = SwitchboardBench.records(20).records.filter { $0.ending != nil }
    let line = RecordLine(zone: TimeZone(identifier: "Asia/Shanghai") ?? .gmt)
    return (0..<count).reduce(0) { $0 + line.text(records[$1 % records.count]).utf8.count }
  }

  private static func journal(_ name: String) -> (journal: Journal, directory: String) {
    let directory = ".build/bench/\(name)-\(getpid())"
    let zone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
    return (Journal(directory: RecordDirectory(directory), zone: zone), directory)
  }

  private static func lines(_ directory: String) -> Int {
    let data = FileManager.default.contents(atPath: directory + "/cdr.jsonl") ?? Data()
    return data.count { $0 == UInt8(ascii: "\n") }
  }

  /// Every snapshot and last word of whole calls with a transfer, at the pace of a busy box.
  private static func cost(_ calls: Int, _ results: Results) {
    let (journal, directory) = journal("journal-cost")
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let (records, events) = SwitchboardBench.records(calls)
    var microseconds: [Double] = []
    for (index, record) in records.enumerated() {
      let start = Time.mono()
      journal.keep(record)
      microseconds.append(Double(Time.mono() - start) / 1_000)
      if index % 10 == 9 { usleep(500) }
    }
    journal.stop()
    let kept = lines(directory)
    results.add("journal.keep", "us", microseconds)
    results.add(
      "journal.keep-each-event", "us", value: microseconds.reduce(0, +) / Double(events))
    results.add("journal.records-lost", "", value: Double(calls - kept))
  }

  /// Last words as fast as the disk takes them, until `count` are there.
  private static func sustained(_ count: Int, _ records: [CallRecord], _ results: Results) {
    let (journal, directory) = journal("journal-rate")
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let ended = records.filter { $0.ending != nil }
    let start = Time.mono()
    for number in 0..<count {
      var record = ended[number % ended.count]
      record.id = CallID(UInt64(number)).description
      journal.keep(record)
      if number % 1_000 == 999, journal.status.pending > 8_000 {
        journal.flush(within: .seconds(60))
      }
    }
    journal.flush(within: .seconds(60))
    let seconds = Double(Time.mono() - start) / 1e9
    journal.stop()
    let kept = lines(directory)
    results.add("journal.records-per-second", "1/s", value: Double(kept) / seconds)
    results.add("journal.records-lost-at-full-rate", "", value: Double(count - kept))
  }
}
