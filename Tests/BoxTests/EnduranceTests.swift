import Console
import Foundation
import Testing

/// A thousand one-key transfers on one running box, one after the other.
@Suite struct EnduranceTests {
  @Test func thousandTransfers() async throws {
    var plan = SitePlan()
    // Release is always on purpose; to hang up within two seconds would count as a mistake.
    plan.end = """
      [key release]
      digits    = *7
      action    = release
      """
    plan.more["site"] = "debounce = 0s"
    try await Stage.play(plan) { stage in
      let fresh = try Usage(of: stage.box.child.pid)
      try await transfers(500, stage, round: 1)
      let once = try await settled(fresh, stage)
      // PJSIP keeps what it has of a transaction for 32 seconds (64·T1). The second half has to make
      // do with what the first half left behind.
      try await nothingLeft(stage)
      try await transfers(500, stage, round: 2)
      let twice = try await settled(fresh, stage)
      // An idle worker of the runtime may have ended meanwhile.
      #expect(twice.threads <= fresh.threads)
      try await nothingLeft(stage)
      let (first, second) = (once.resident - fresh.resident, twice.resident - once.resident)
      #expect(second < first / 2, "\(fresh), then \(once), then \(twice)")
      let records = try await eventually("a thousand records") {
        let records = try await stage.box.records()
        return records.count >= 1000 ? records : nil
      }
      #expect(records.count == 1000 && Set(records.map(\.id)).count == 1000)
      for record in records {
        #expect(record.transfers.map(\.outcome) == ["connected"])
        #expect(record.ending == "released" && record.finalReceiver == "2001")
      }
    }
  }

  private func transfers(_ count: Int, _ stage: Stage, round: Int) async throws {
    let seat = try await stage.seat(
      "1001", playing: "pressing", as: "1001-\(round)", calls: count)
    let target = try await stage.seat(
      "2001", playing: "pressing", as: "2001-\(round)", calls: count, keys: ["second": "7"])
    let citizens = try await SIPp(
      "citizens-\(round)", "citizen", at: stage.net.carrier, calling: "\(stage.net.gov):5060",
      calls: count, options: ["-l", "1", "-r", "200"], in: stage.directory)
    for peer in [citizens, target, seat] { try await peer.succeeds() }
    try await stage.box.isIdle()
  }

  /// Waits until PJSIP has let go of every dialog and transaction: one that stays is a leak.
  private func nothingLeft(_ stage: Stage) async throws {
    _ = try await eventually("no dialog and no transaction", within: .seconds(90)) {
      let status = try stage.box.status()
      return status.dialogs == 0 && status.transactions == 0 ? status : nil
    }
  }

  /// What the box uses when all its sockets and files of the calls are closed.
  private func settled(_ fresh: Usage, _ stage: Stage) async throws -> Usage {
    try await eventually("as many descriptors as before") {
      let usage = try Usage(of: stage.box.child.pid)
      return usage.descriptors == fresh.descriptors ? usage : nil
    }
  }

  /// What a process uses (proc(5)).
  private struct Usage {
    let descriptors: Int
    let threads: Int
    /// Bytes.
    let resident: Int

    init(of pid: Int32) throws {
      let manager = FileManager.default
      descriptors = try manager.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
      threads = try manager.contentsOfDirectory(atPath: "/proc/\(pid)/task").count
      let status = try #require(TextFile.read("/proc/\(pid)/status"))
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
      resident = try #require(Int(line.split(separator: " ").dropLast().last ?? "")) << 10
    }
  }
}
