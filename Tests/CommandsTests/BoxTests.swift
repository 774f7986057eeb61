import Console
import Foundation
import Records
import Testing

@Suite("Subcommands that speak to a running box")
struct BoxTests {
  let terminal: Terminal
  let site: String

  init() throws {
    terminal = try Terminal()
    site = try terminal.writeSite()
  }

  private func box(
    _ answer: @escaping @Sendable (ControlRequest) -> ControlResponse
  ) throws -> FakeBox {
    try FakeBox(dataDirectory: terminal.dataDirectory, answer: answer)
  }

  @Test(
    "with no box the answer says how to start one, and the status is 3",
    arguments: [
      ["status"], ["calls"], ["calls", "--end", "1a3f"], ["seats"], ["key", "1001", "hold"],
    ])
  func notRunning(arguments: [String]) {
    let result = terminal.run(list: arguments + ["--site", site])
    #expect(result.status == 3)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("no box runs with data-dir \(terminal.directory.path)/data"))
    #expect(result.errors.contains("start it: liandong serve --site \(site)\n"))
  }

  @Test("status says how the box does and what to type next")
  func status() throws {
    var status = BoxStatus(
      version: "0.1.0", site: "示范站点", pid: 42, uptime: 7500, realTime: false, calls: 1, legs: 3)
    status.trunks = [TrunkStatus(name: "carrier", reachable: false, registered: true)]
    status.alarms = ["trunk carrier does not answer"]
    (status.strangerPackets, status.droppedPackets) = (1, 2)
    (status.overflows, status.unrecorded) = (3, 4)
    status.ticks.count = 50
    status.ticks.missed = 1
    (status.ticks.p50, status.ticks.p99, status.ticks.worst) = (9, 43, 20_100)
    status.ticks.lateness = [TickStatus.Bucket(atMost: 9, ticks: 50)]
    status.threads = [
      ThreadStatus(name: "rtp", wanted: "1", cpus: "1"),
      ThreadStatus(name: "mixer", wanted: "2-3", cpus: "3"),
    ]
    let sent = status
    let box = try box { _ in .ok(sent) }
    let result = terminal.run("status", "--site", site)
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(result.lines.first == "liandong 0.1.0: 示范站点")
    #expect(result.lines.contains("running   pid 42, for 2 h 5 min"))
    #expect(result.lines.contains("calls     1 call, 3 legs"))
    #expect(
      result.lines.contains(
        "ticks     1 of 50 ticks missed, late by 9 µs at p50, 43 µs at p99, 20100 µs at worst"))
    #expect(
      result.lines.contains(
        "refused   1 packet from strangers, 2 of no form or payload type that was agreed on"))
    #expect(result.lines.contains("rings     3 found no room, 4 not recorded"))
    #expect(result.lines.contains("cpus      rtp on 1, mixer on 3"))
    #expect(result.lines.contains("trunk     carrier: does not answer, registered"))
    #expect(result.lines.contains("ALARM     trunk carrier does not answer"))
    #expect(result.lines.last == "next      liandong calls --site \(site)")
    let json = terminal.run("status", "--json", "--site", site).output
    #expect(try JSONDecoder().decode(BoxStatus.self, from: Data(json.utf8)) == status)
    #expect(box.asked.map(\.command) == ["status", "status"])
  }

  @Test("calls shows who hears whom, and says when there are none")
  func calls() throws {
    var call = CallStatus(
      id: "0000000000001a3f", state: "conferring", caller: "", dialled: "12345", seconds: 61,
      holder: "1001", target: "2001", responsible: "1001",
      hears: [HearingStatus(leg: "citizen", description: "1001, 2001")])
    call.levels = [
      LegLevelStatus(leg: "citizen", level: LevelStatus(rms: -16.4, peak: -9)),
      LegLevelStatus(leg: "1001", level: LevelStatus(rms: -66, peak: -60)),
      LegLevelStatus(leg: "2001", level: nil),
    ]
    let sent = call
    let some = try box { _ in .ok([sent]) }
    let result = terminal.run("calls", "--site", site)
    #expect(result.status == 0)
    #expect(result.lines.count == 2)
    #expect(result.output.contains("0000000000001a3f  conferring  withheld  12345"))
    #expect(
      result.output.hasSuffix(
        "1 min 1 s  1001    2001    1001         -    -      citizen -16, 1001 silent  "
          + "citizen hears 1001, 2001\n"))
    let json = terminal.run("calls", "--json", "--site", site)
    #expect(json.lines.count == 1)
    #expect(try JSONDecoder().decode(CallStatus.self, from: Data(json.output.utf8)) == call)
    #expect(some.asked.count == 2)
  }

  @Test("operators see no citizen's number, and supervisors do")
  func hiddenNumbers() throws {
    var inbound = CallStatus(
      id: "0000000000001a3f", state: "conferring", caller: "13800000001", dialled: "4420000",
      seconds: 1, holder: "1001", target: "13900000002@carrier", responsible: "1001",
      hears: [
        HearingStatus(leg: "citizen", description: "1001 + 13900000002@carrier"),
        HearingStatus(leg: "13900000002@carrier", description: "citizen"),
      ])
    inbound.levels = [
      LegLevelStatus(leg: "13900000002@carrier", level: LevelStatus(rms: -20, peak: -9))
    ]
    let outbound = CallStatus(
      id: "0000000000001a40", state: "arriving", caller: "1001", dialled: "13700000003", seconds: 1,
      hears: [HearingStatus(leg: "1001", description: "ringback")])
    let sent = [inbound, outbound]
    let some = try box { _ in .ok(sent) }
    for options in [["--json"], []] {
      let list = ["calls", "--site", site] + options
      let hidden = terminal.run(list: list, as: .operator).output
      let shown = terminal.run(list: list, as: .supervisor).output
      for (number, mask) in [
        ("13800000001", "138****0001"), ("13900000002", "139****0002"),
        ("13700000003", "137****0003"),
      ] {
        #expect(!hidden.contains(number) && hidden.contains(mask))
        #expect(shown.contains(number))
      }
      #expect(hidden.contains("4420000"))
    }
    #expect(some.asked.count == 4)
  }

  @Test("no calls at all is no line of data")
  func noCalls() throws {
    let none = try box { _ in .ok([CallStatus]()) }
    let result = terminal.run("calls", "--site", site)
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    #expect(result.errors == "no calls are up\n")
    #expect(none.asked.count == 1)
  }

  @Test("a call is ended by its id in any spelling, and the answer says so")
  func end() throws {
    let box = try box { _ in .ok }
    let result = terminal.run("calls", "--end", "1A3F", "--site", site)
    #expect(result.status == 0)
    #expect(result.output == "ended call 0000000000001a3f for everybody in it\n")
    #expect(box.asked == [.init(command: "end", arguments: ["call": "0000000000001a3f"])])
  }

  @Test("what the box refuses fails with the box's own words")
  func refusedEnd() throws {
    let box = try box { _ in .failed("there is no such call") }
    let result = terminal.run("calls", "--end", "1", "--site", site)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors == "liandong calls: there is no such call\n")
    #expect(box.asked.count == 1)
  }

  @Test("seats is a table of seats")
  func seats() throws {
    var seats = [
      SeatStatus(name: "1001", platform: "12345", state: .talking, call: "0000000000001a3f"),
      SeatStatus(name: "2001", platform: "110", state: .idle, contact: "sip:2001@127.0.0.1:5072"),
    ]
    seats[0].level = LevelStatus(rms: -22.6, peak: -11)
    let sent = seats
    let box = try box { _ in .ok(sent) }
    let result = terminal.run("seats", "--site", site)
    #expect(
      result.lines == [
        "SEAT  PLATFORM  STATE    CALL              DBM0  PHONE",
        "1001  12345     talking  0000000000001a3f  -23   -",
        "2001  110       idle     -                 -     sip:2001@127.0.0.1:5072",
      ])
    let json = terminal.run("seats", "--json", "--site", site).lines
    #expect(
      try json.map { try JSONDecoder().decode(SeatStatus.self, from: Data($0.utf8)) } == seats)
    #expect(box.asked.count == 2)
  }
}
