import Foundation
import Site
import Testing

@Suite("liandong new-site, liandong seeds")
struct NewSiteTests {
  static let seeds = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "seeds").path

  let terminal: Terminal

  init() throws { terminal = try Terminal() }

  private func newSite(_ county: String, _ out: String, seeds: String = seeds) -> Terminal.Result {
    terminal.run("new-site", "--county", county, "--out", out, "--seeds", seeds)
  }

  @Test(
    "the site of a county passes the checker, and says what is left to do",
    arguments: ["wuyang", "siyang", "xinzhou", "baofeng", "puyang"])
  func county(_ county: String) throws {
    let out = terminal.directory.path + "/a/" + county
    let result = newSite(county, out)
    #expect(result.status == 0)
    #expect(result.lines.last == out + "/site.conf")
    let (site, diagnostics) = SiteFile.check(path: out)
    #expect(diagnostics.filter { $0.severity != .note }.map(\.description) == [])
    #expect(site != nil)
    let text = try terminal.read("a/\(county)/site.conf")
    let left = text.split(separator: "\n").count { $0.contains("; LAB: replace") }
    #expect(left > 20)
    #expect(result.errors.contains("\(left) lines marked \"LAB: replace\"; then: liandong check"))
    let attributes = try FileManager.default.attributesOfItem(atPath: out + "/site.conf")
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test("a county's 110 asks the city's 110 for 12345, by the key that its notice gives it")
  func throughCity() throws {
    let out = terminal.directory.path + "/x"
    try #require(newSite("xinzhou", out).status == 0)
    let flow = try terminal.file(
      "x.flow", "citizen calls 110\n2001 answers\n2001 presses transfer-12345\n")
    let result = terminal.run("simulate", "--site", out, flow)
    #expect(result.lines.contains { $0.contains("city-110") && $0.contains("12345") })
    #expect(result.status == 0)
  }

  @Test("what is there already is never overwritten, and then nothing is written")
  func overwrite() throws {
    let out = terminal.directory.path
    try terminal.file("site.conf", "mine")
    let result = newSite("puyang", out)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(
      result.errors == "liandong new-site: cannot write \(out)/site.conf: it is there already; "
        + "expected a directory without it\n")
    #expect(try terminal.read("site.conf") == "mine")
    #expect(try FileManager.default.contentsOfDirectory(atPath: out) == ["site.conf"])
  }

  @Test("a directory that cannot be is one error")
  func impossible() {
    let result = newSite("wuyang", "/proc/none")
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("liandong new-site: cannot make /proc/none: "))
  }

  @Test("wrong usage names what there is")
  func usage() {
    let unknown = newSite("siyan", "x")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("no county \"siyan\"; did you mean \"siyang\"?"))
    let none = terminal.run("new-site", "--out", "x", "--seeds", Self.seeds)
    #expect(none.status == 2)
    #expect(none.errors.contains("one of: baofeng, puyang, siyang, wuyang, xinzhou"))
    #expect(terminal.run("new-site", "--county", "wuyang", "--seeds", Self.seeds).status == 2)
    let missing = newSite("wuyang", "x", seeds: "/nonexistent")
    #expect(missing.status == 1)
    let empty = newSite("wuyang", "x", seeds: terminal.directory.path + "/")
    #expect(empty.status == 2)
    #expect(empty.errors.contains("no county \"wuyang\"; there is none"))
    #expect(missing.errors.contains("there is no directory /nonexistent"))
  }

  @Test("seeds that are right are listed and shown")
  func listed() {
    let list = terminal.run("seeds", "--seeds", Self.seeds)
    #expect(list.status == 0)
    #expect(list.lines.contains { $0.hasPrefix("hotlines ") && $0.contains(" 28 ") })
    let units = terminal.run("seeds", "response-units", "--json", "--seeds", Self.seeds)
    #expect(units.lines.count == 21)
    #expect(units.lines.allSatisfy { $0.hasPrefix("{") && $0.contains("\"on-site\":\"30min\"") })
    let policy = terminal.run("seeds", "counties/xinzhou", "--seeds", Self.seeds)
    #expect(policy.lines.contains { $0.contains("city-110") && $0.contains("三(三)") })
    let unknown = terminal.run("seeds", "hotline", "--seeds", Self.seeds)
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("did you mean \"hotlines\"?"))
  }

  @Test("seeds that were edited wrongly are told line by line, and no site is made of them")
  func wrong() throws {
    let copy = terminal.directory.appending(path: "seeds").path
    try FileManager.default.copyItem(atPath: Self.seeds, toPath: copy)
    func edit(_ name: String, _ old: String, _ new: String) throws {
      let text = try terminal.read("seeds/\(name)")
      try #require(text.contains(old))
      try terminal.file("seeds/\(name)", text.replacing(old, with: new, maxReplacements: 1))
    }
    try edit("hotlines.csv", "2021-07-31", "2021/7/31")
    try edit("response-levels.csv", "Xinzhou 2023", "Xinzou 2023")
    try edit("targets.csv", "119,Fire and rescue", "110,Fire and rescue")
    try edit("counties/siyang.csv", ",leave,on-answer", ",leav,on-answer")
    try edit("counties/baofeng.csv", "first-receiver,", "negotiation,")
    let result = terminal.run("seeds", "--seeds", copy)
    #expect(result.status == 1)
    #expect(
      result.lines == [
        "\(copy)/hotlines.csv:2:26: error: merged-on is \"2021/7/31\"; expected a day from "
          + "2000-01-01 to 2099-12-31, such as 2021-07-31",
        "\(copy)/response-levels.csv:2:27: error: source \"Xinzou 2023 忻州方案\" does not exist; "
          + "did you mean \"Xinzhou 2023 忻州方案\"?",
        "\(copy)/targets.csv:3:1: error: \"110\" again, first in line 2; expected it once",
        "\(copy)/counties/baofeng.csv: error: has no row with rule \"first-receiver\"; expected "
          + "one, with source \"default\" where the notice is silent",
        "\(copy)/counties/siyang.csv:6:24: error: unknown key \"leav\" in [key NAME]; did you mean "
          + "\"leave\"?",
      ])
    let made = newSite("wuyang", terminal.directory.path + "/new", seeds: copy)
    #expect(made.status == 1)
    #expect(made.errors.hasPrefix("liandong new-site: the seeds are wrong\n\(copy)/hotlines.csv:2"))
    #expect(!FileManager.default.fileExists(atPath: terminal.directory.path + "/new"))
  }

  @Test("a policy whose site would not pass the checker is wrong as well")
  func wrongDraft() throws {
    let copy = terminal.directory.appending(path: "seeds").path
    try FileManager.default.copyItem(atPath: Self.seeds, toPath: copy)
    let text = try terminal.read("seeds/counties/siyang.csv")
    try terminal.file("seeds/counties/siyang.csv", text.replacing("group 110", with: "group 111"))
    let result = terminal.run("seeds", "--seeds", copy)
    #expect(result.status == 1)
    #expect(
      result.lines.first
        == "\(copy)/counties/siyang.csv: error: the site that it makes is wrong: group \"111\" does "
        + "not exist; did you mean \"110\"?")
  }
}
