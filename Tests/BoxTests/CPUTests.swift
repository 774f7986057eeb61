import Console
import Foundation
import Testing

/// Audio threads on CPUs of their own, as the kernel sees them.
@Suite struct CPUTests {
  @Test func threadsKeepToTheirCPUs() async throws {
    let allowed = try Self.allowed("/proc/self/status")
    let (first, last) = (try #require(allowed.first), try #require(allowed.last))
    let cards = try PacedCards(PacedCards.Card(name: "headset"))
    defer { cards.remove() }
    var plan = SitePlan()
    plan.more["media"] = """
      cpus-rtp = \(first)
      cpus-mixer = \(last), 8191
      cpus-sound = \(last)
      """
    plan.end = "[bell hall]\ndevice = headset\n"
    try await Stage.play(plan, environment: cards.environment) { stage in
      try await stage.box.logs("event=sound ", "device=headset")
      try await stage.box.logs("event=cpus", "mixer")
      try await stage.box.logs("event=site-file", "cpus-mixer has CPU 8191")
      let threads = try Self.threads(of: stage.box.child.pid)
      #expect(threads["rtp"] == [first])
      #expect(threads["mixer"] == [last])
      #expect(threads["sound"] == [last])
      #expect(threads["recorder"] ?? allowed == allowed)
      let status = try stage.box.control.request("status", as: BoxStatus.self)
      #expect(
        status.threads == [
          ThreadStatus(name: "rtp", wanted: "\(first)", cpus: "\(first)"),
          ThreadStatus(name: "mixer", wanted: "\(last),8191", cpus: "\(last)"),
          ThreadStatus(name: "sound headset", wanted: "\(last)", cpus: "\(last)"),
        ])
      #expect(
        status.alarms.contains {
          $0.hasPrefix("the thread mixer is to run on CPU \(last),8191 and runs on \(last): ")
        })
      // It works on all the same.
      let (citizen, seat, _) = try await stage.talk()
      try await citizen.hears("1001")
      try await stage.end(citizen, seat)
    }
  }

  /// The CPUs of each thread of a process, by the thread's name.
  private static func threads(of process: Int32) throws -> [String: [Int]] {
    let tasks = "/proc/\(process)/task"
    let names = try FileManager.default.contentsOfDirectory(atPath: tasks)
    return try names.reduce(into: [:]) { found, task in
      guard let name = TextFile.lines("\(tasks)/\(task)/comm").first else { return }
      found[name] = try allowed("\(tasks)/\(task)/status")
    }
  }

  private static func allowed(_ path: String) throws -> [Int] {
    let line = try #require(
      TextFile.lines(path).first { $0.hasPrefix("Cpus_allowed_list:\t") })
    return line.dropFirst("Cpus_allowed_list:\t".count).split(separator: ",").flatMap { range in
      let ends = range.split(separator: "-").compactMap { Int($0) }
      return Array(ends[0]...ends[ends.count - 1])
    }
  }
}
