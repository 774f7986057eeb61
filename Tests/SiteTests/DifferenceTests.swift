import Site
import Testing

/// What changes between two sites, as people read it before and after a reload.
@Suite struct DifferenceTests {
  private func site(_ text: String) throws -> SiteConfiguration {
    let (site, diagnostics) = SiteFile.check(text: text, file: "/site.conf")
    return try #require(site, "\(diagnostics)")
  }

  private func difference(_ edits: [(String, String)]) throws -> SiteDifference {
    var text = SiteFile.embeddedDefault
    for (old, new) in edits {
      #expect(text.contains(old))
      text = text.replacing(old, with: new)
    }
    return try SiteDifference(from: site(SiteFile.embeddedDefault), to: site(text))
  }

  @Test func nothing() throws {
    let none = try difference([("\n[media]", "\n# another comment\n[media]")])
    #expect(none.changes.isEmpty && none.restarts.isEmpty)
  }

  @Test func newGoneAndOther() throws {
    let changes = try difference([
      ("[seat 2002]", "[seat 2003]"), ("seats     = 2001, 2002", "seats     = 2001, 2003"),
      ("ring      = longest-idle", "ring      = all"),
    ]).changes
    let told = changes.map { "\($0.change) \($0.kind) \($0.name)" }
    #expect(told.contains("removed seat 2002") && told.contains("added seat 2003"))
    let group = try #require(changes.first { $0.kind == "group" && $0.name == "12345" })
    #expect(
      group.settings == [
        SiteDifference.Setting(name: "strategy", before: "longest-idle", after: "all")
      ])
  }

  @Test func whoIsRecordedNeedsNoRestart() throws {
    let difference = try difference([
      ("codecs    = PCMA", "recording = calls\ncodecs = PCMA"),
      ("ring      = all", "record = no\nring = all"),
    ])
    #expect(difference.restarts.isEmpty)
    #expect(difference.changes.map(\.kind) == ["media"])
    #expect(
      difference.changes.first?.settings == [
        SiteDifference.Setting(name: "recording", before: "off", after: "calls"),
        SiteDifference.Setting(name: "record-of-groups", before: "-", after: "110 no"),
      ])
  }

  /// Neither the first rule or key that records, nor the room that it leaves.
  @Test func nothingOfRecordingNeedsOne() throws {
    let key = "\n[key record]\ndigits    = \"#*8\"\naction    = record\n"
    #expect(SiteFile.embeddedDefault.contains(key))
    let silent = SiteFile.embeddedDefault.replacing(key, with: "")
    let recording = SiteFile.embeddedDefault.replacing(
      "codecs    = PCMA", with: "recording = calls\nrecording-reserve = 2GB\ncodecs = PCMA")
    let difference = SiteDifference(from: try site(silent), to: try site(recording))
    #expect(difference.restarts.isEmpty)
    #expect(difference.changes.map(\.name).contains("record"))
  }

  @Test func passwordsAreComparedAndNeverShown() throws {
    let changes = try difference([("lab-1001", "another")]).changes
    #expect(changes.map(\.name) == ["1001"])
    #expect(changes.first?.settings.map(\.name) == ["access"])
    #expect(!"\(changes)".contains("another") && !"\(changes)".contains("lab-1001"))
  }

  @Test(arguments: [
    ("name      = Liandong lab", "data-dir = /elsewhere", "data-dir in [site]"),
    ("name      = Liandong lab", "timezone = Asia/Urumqi", "timezone in [site]"),
    ("codecs    = PCMA", "cpus-mixer = 1\ncodecs = PCMA", "cpus-mixer in [media]"),
    ("127.0.0.1:20000-24999", "127.0.0.1:20000-23999", "rtp in [network gov]"),
    ("udp:127.0.0.1:5062", "udp:127.0.0.1:5063", "sip in [network police]"),
    ("network   = gov\npassword  = lab-1001", "sound = hw:0", "sound in [seat 1001]"),
  ])
  func restartNeeded(old: String, new: String, what: String) throws {
    let restarts = try difference([(old, new)]).restarts
    #expect(restarts.count == 1)
    #expect(restarts.first?.hasPrefix("restart needed for \(what): ") == true)
  }
}
