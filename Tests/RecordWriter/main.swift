// A box that does nothing but keep records, for a test that kills it: `RecordWriter DIRECTORY RUN`.
//
// Standard output says `N`, a call's number, before the journal hears of that call, and `+N` or `-N`
// once the disk has it as an open call or with its last word.
import Foundation
import Glibc

@testable import Records
@testable import Switchboard

let directory = CommandLine.arguments[1]
let run = UInt64(CommandLine.arguments[2])! << 32

func say(_ words: [String]) {
  let text = Array(words.map { $0 + "\n" }.joined().utf8)
  // At once and whole, or the reader is gone and nobody wants to know.
  if write(1, text, text.count) != text.count { exit(1) }
}

func record(_ number: UInt64, ended: Bool) -> CallRecord {
  CallRecord(
    id: CallID(run | number).description, callerNumber: "1380000\(1000 + number % 9000)",
    dialled: "12345", source: "carrier", wallClock: 1_795_268_202_123_456 + Int64(number),
    answeredAt: 4_000_000, talkingAt: 4_000_000, endedAt: ended ? 65_000_000 : nil,
    ending: ended ? "caller-hung-up" : nil, firstReceiver: "1001", finalReceiver: "1001",
    states: [
      StateRecord(state: "talking", from: 4_000_000, milliseconds: ended ? 61_000 : nil)
    ])
}

let journal = Journal(directory: RecordDirectory(directory), zone: .gmt)
var open: [UInt64] = []
var next: UInt64 = 1
while true {
  let fresh = (0..<UInt64.random(in: 1...6)).map { next + $0 }
  next += UInt64(fresh.count)
  let ending = open.filter { _ in Bool.random() }
  open = open.filter { !ending.contains($0) } + fresh
  say(fresh.map { "\(CallID(run | $0))" })
  for number in fresh { journal.keep(record(number, ended: false)) }
  for number in ending { journal.keep(record(number, ended: true)) }
  guard journal.flush(within: .seconds(60)) else { exit(2) }
  say(fresh.map { "+\(CallID(run | $0))" } + ending.map { "-\(CallID(run | $0))" })
}
