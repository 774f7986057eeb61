import Foundation
import Routing
import Site
import Testing

/// One city's real list: every row, in every phase, for citizens and for agents.
@Suite("The 28 merged hotlines")
struct HotlineTests {
  private struct Hotline {
    let number: String
    let mode: String
    let hasExperts: Bool
  }

  /// 濮政办〔2021〕30号, the annex.
  private static let hotlines: [Hotline] =
    "12396 12349 12336 12312 12301 96119 12322 12355 12351 12385 12325".split(separator: " ").map {
      Hotline(number: String($0), mode: "whole", hasExperts: false)
    }
    + "12348 12333 12369 12319 12329 12328 12316 12318 12350 12315 12393 12317 12338 4420000"
    .split(separator: " ").map {
      Hotline(
        number: String($0), mode: "dual", hasExperts: ["12348", "12333", "12329"].contains($0))
    }
    + "12366 12313 12367".split(separator: " ").map {
      Hotline(number: String($0), mode: "branch", hasExperts: false)
    }

  private func site() throws -> SiteConfiguration {
    let table = Self.hotlines.map { hotline in
      let own = hotline.mode == "branch" ? "trunk carrier \(hotline.number)" : ""
      let after = hotline.mode == "whole" ? "reject" : "silent"
      return "\(hotline.number),\(hotline.mode),2021-07-31,\(after),\(own),"
        + (hotline.hasExperts ? "experts" : "")
    }
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "hotlines-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try Data(("number,mode,merged-on,after,own,experts\n" + table.joined(separator: "\n")).utf8)
      .write(to: directory.appending(path: "numbers.csv"))
    let path = directory.appending(path: "site.conf").path
    let text =
      goodSite
      + "[site]\nnumbers = numbers.csv\narea-code = 0393\nlocal-digits = 7\n"
      + "[group 12345]\nseats = 2001\n[group experts]\nseats = 2001\n[number 12345]\ngroup = 12345\n"
    try Data(text.utf8).write(to: URL(filePath: path))
    return try SiteFile.load(path)
  }

  @Test("every row leads where its mode says, in every spelling and phase")
  func rows() throws {
    let directory = try site().directory
    #expect(Self.hotlines.count == 28)
    #expect(directory.numbers.rules.count == 30)
    for hotline in Self.hotlines {
      let spellings = ["", "0393", "+86393", "0086393", "86393", "393"].map { $0 + hotline.number }
      for spelling in spellings {
        func plan(_ time: String, _ origin: RouteRequest.Origin = .citizen) throws -> RoutePlan {
          directory.plan(
            for: RouteRequest(.number(spelling), from: origin, at: try #require(CivilTime(time))))
        }
        let citizens: [Destination] =
          (hotline.hasExperts ? [.group("experts")] : []) + [.group("12345")]
        let during = try plan("2021-10-31 23:59:59")
        #expect(during.outcome == .ring(citizens), "\(spelling)")
        #expect(during.announcement == .transition)
        #expect(during.number == hotline.number)
        let after = try plan("2021-11-01")
        if hotline.mode == "whole" {
          #expect(after.outcome == .refuse(status: 410))
          #expect(after.announcement == .withdrawn)
        } else {
          #expect(after.outcome == .ring(citizens))
          #expect(after.announcement == nil)
        }
        let agent = try plan("2021-08-01", .agent("12345"))
        switch hotline.mode {
        case "branch":
          #expect(agent.outcome == .ring([.trunk("carrier", number: hotline.number)]))
        default: #expect(agent.outcome == .ring(citizens))
        }
        #expect(agent.announcement == nil)
      }
    }
  }
}
