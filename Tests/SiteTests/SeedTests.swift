import Foundation
import Routing
import Switchboard
import Testing

@testable import Site

/// The seeds as they are in the source tree.
private let directory = Files.package.appending(path: "seeds").path
private let seeds = Seeds(directory: directory)

/// What the checker makes of a county's site, as if it stood beside the seeds.
private func check(_ county: String) throws -> (SiteConfiguration?, [Diagnostic]) {
  let text = try #require(seeds.siteFile(of: county, heading: ["county", county, ""]))
  return SiteFile.check(
    text: text.replacing("= numbers.csv", with: "= hotlines.csv"), file: directory + "/site.conf")
}

@Suite("Seeds")
struct SeedTests {
  /// The rows of a table, each as its columns.
  private func rows(_ name: String) throws -> [[String: String]] {
    let table = try #require(seeds.tables.first { $0.name == name })
    return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.columns, $0)) }
  }

  @Test("every row of every table is right")
  func right() {
    #expect(seeds.diagnostics.map(\.description) == [])
    #expect(seeds.counties == ["baofeng", "puyang", "siyang", "wuyang", "xinzhou"])
    #expect(seeds.tables.count == SeedSheet.all.count + 1 + seeds.counties.count)
  }

  @Test("every row names notices that there are, and a clause of each")
  func provenance() throws {
    let notices = Set(try rows("sources").map { $0["name"]! })
    #expect(notices.count == 5)
    for table in seeds.tables {
      #expect(!table.rows.isEmpty, "\(table.name)")
      let isPolicy = table.name == "base" || table.name.hasPrefix("counties/")
      for row in try rows(table.name) {
        let sources = row["source"]!.split(separator: "; ").map(String.init)
        let clauses = row["clause"]!.split(separator: "; ").map(String.init)
        #expect(!sources.isEmpty && sources.count == clauses.count, "\(table.name): \(row)")
        for source in sources {
          #expect(
            notices.contains(source) || (isPolicy && ["lab", "default"].contains(source)),
            "\(table.name): \(row)")
        }
      }
    }
  }

  @Test("28 hotlines: 11 whole, 14 dual, 3 branches, three of them with experts")
  func hotlines() throws {
    let hotlines = try rows("hotlines")
    #expect(hotlines.count == 28)
    #expect(Set(hotlines.map { $0["number"]! }).count == 28)
    for (mode, count) in [("whole", 11), ("dual", 14), ("branch", 3)] {
      #expect(hotlines.count { $0["mode"] == mode } == count)
    }
    let withExperts = hotlines.filter { $0["experts"] != "" }.map { $0["number"]! }
    #expect(withExperts == ["12348", "12333", "12329"])
    for hotline in hotlines {
      #expect((hotline["own"] != "") == (hotline["mode"] == "branch"), "\(hotline)")
      #expect(hotline["merged-on"] == "2021-07-31")
      #expect(hotline["clause"]!.hasPrefix("附件"))
    }
  }

  @Test("21 units are on the spot in 30 minutes, and on duty day and night")
  func units() throws {
    let units = try rows("response-units")
    #expect(units.count == 21)
    for unit in units {
      #expect(unit["class"] == "first" && unit["on-site"] == "30min" && unit["duty"] == "24h")
    }
  }

  @Test("four levels; from the second up 110 goes first and 12345 is told")
  func levels() throws {
    let levels = try rows("response-levels")
    #expect(levels.map { $0["level"]! } == ["1", "2", "3", "4"])
    #expect(levels.map { $0["first"]! } == ["department", "110", "110", "110"])
    #expect(levels.map { $0["told"]! } == ["", "12345", "12345", "12345"])
  }

  @Test("each desk has a scope of every class that the notices name")
  func scope() throws {
    let scope = try rows("scope")
    func classes(_ desk: String) -> Set<String> {
      Set(scope.filter { $0["desk"] == desk }.map { $0["class"]! })
    }
    #expect(classes("110") == ["report", "help", "complaint"])
    #expect(
      classes("12345") == ["report", "help", "complaint", "consult", "suggestion", "excluded"])
    let handover = try rows("handover")
    #expect(handover.count { $0["to"] == "12345" } == 9)
    #expect(handover.count { $0["to"] == "110" } == 8)
  }

  @Test("emergency lines have their numbers, utilities wait for the local ones")
  func targets() throws {
    let targets = try rows("targets")
    let lines = targets.filter { $0["kind"] == "emergency" }.map { $0["number"]! }
    #expect(lines == ["110", "119", "120", "122"])
    let utilities = targets.filter { $0["kind"] == "utility" }.map { $0["code"]! }
    #expect(utilities == ["water", "power", "gas", "heating", "network"])
  }

  @Test("every county's site passes the checker", arguments: seeds.counties)
  func counties(_ county: String) throws {
    let (site, diagnostics) = try check(county)
    #expect(diagnostics.filter { $0.severity != .note }.map(\.description) == [])
    let actions = Set(try #require(site).keys.map(\.action.rawValue))
    #expect(
      actions.isSuperset(of: [
        "transfer", "three-way", "accept", "decline", "emergency", "level", "mark-harassment",
      ]))
  }

  @Test("a county's 110 reaches 12345 through the city's, where the notice says so")
  func throughCity() throws {
    for county in seeds.counties {
      let site = try #require(try check(county).0)
      let members = try #require(site.directory.groups["12345"]).members
      if county == "xinzhou" {
        #expect(members == [.trunk("city-110", number: "12345")])
        #expect(!site.seats.contains { $0.platform == "12345" })
      } else {
        #expect(members == [.seat("1001"), .seat("1002")])
      }
    }
  }

  @Test("remote seats help where the notice says so")
  func remoteSeats() throws {
    for county in seeds.counties {
      let groups = try #require(try check(county).0).directory.groups
      #expect((groups["12345"]?.overflow?.group == "remote") == (county == "siyang"), "\(county)")
    }
  }

  @Test("a key that guides has a reason that is known, and its prompt", arguments: seeds.counties)
  func guidance(_ county: String) throws {
    let reasons = Set(try rows("guidance").map { $0["reason"]! })
    let prompts = Files.package.appending(path: "firmware-config/rootfs/usr/share/liandong/prompts")
    let guides = try #require(try check(county).0).keys.filter { $0.action == .guide }
    #expect(!guides.isEmpty)
    for key in guides {
      let reason = try #require(key.reason)
      #expect(reasons.contains(reason), "\(key.name)")
      let prompt = prompts.appending(path: "guide-\(reason).wav")
      #expect(FileManager.default.fileExists(atPath: prompt.path), "\(key.name)")
    }
  }

  @Test("Xinzhou's 12345 is told of levels from the second up")
  func told() throws {
    #expect(try check("xinzhou").0?.policy.tell == .group("12345"))
  }

  @Test("Puyang's hotlines are numbers of its site")
  func numbers() throws {
    let rules = try #require(try check("puyang").0).directory.numbers.rules
    let merged = rules.filter { $0.merger != nil }
    #expect(merged.count == 28)
    #expect(merged.allSatisfy { $0.route == .group("12345") })
    #expect(merged.count { $0.merger?.experts != nil } == 3)
    #expect(seeds.siteTables(of: "puyang").map(\.name) == ["numbers.csv"])
    #expect(seeds.siteTables(of: "wuyang").isEmpty)
  }

  @Test("every setting of a policy is in the site file that it makes", arguments: seeds.counties)
  func settings(_ county: String) throws {
    let text = try #require(seeds.siteFile(of: county, heading: []))
    let lines = text.split(separator: "\n").map(String.init)
    for row in try rows("counties/\(county)") where row["key"] != "" && row["value"] != "" {
      let start = try #require(lines.firstIndex(of: "[\(row["section"]!)]"), "\(row)")
      let section = lines[(start + 1)...].prefix { !$0.hasPrefix("[") }
      let line = section.first { $0.split(separator: " ").first.map(String.init) == row["key"] }
      let wanted = row["value"]!
      #expect(line?.contains(wanted) == true, "\(row)")
      if !["lab", "default"].contains(row["source"]!) {
        #expect(line?.contains("; \(row["source"]!) \(row["clause"]!)") == true, "\(row)")
      }
    }
  }
}
