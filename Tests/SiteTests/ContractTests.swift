import Foundation
import Routing
import Site
import Switchboard
import Testing

@Suite("Sites that are right")
struct ContractTests {
  @Test("two-desks.conf has no complaint and means what it says")
  func twoDesks() throws {
    let path = Files.tests.appending(path: "Sites/two-desks.conf").path
    let (checked, diagnostics) = SiteFile.check(path: path)
    #expect(diagnostics.map(\.description) == [])
    let site = try #require(checked)
    #expect(site.source == path)
    #expect(site.name == "示范站点")
    #expect(site.dataDirectory == Files.tests.appending(path: "Sites/two-desks.data").path)
    #expect(site.timeZone.identifier == "Asia/Shanghai")
    #expect(site.networks.map(\.name) == ["gov", "police"])
    #expect(site.networks[0].listeners.map(\.description) == ["udp:127.0.0.2:5060"])
    #expect(site.networks[1].mediaPorts.map(\.description) == ["127.0.0.3:25000-29999"])
    #expect(site.networks[0].allow.map(\.description) == ["127.0.0.0/8"])
    #expect(site.trunks.map(\.peer.description) == ["sip:127.0.0.1:5070"])
    #expect(site.seats.map(\.platform) == ["12345", "110"])
    let contacts = site.seats.map { seat in
      if case .fixed(let uri) = seat.access { uri.description } else { "" }
    }
    #expect(contacts == ["sip:1001@127.0.0.1:5071", "sip:2001@127.0.0.1:5072"])
    #expect(site.directory.groups["110"]?.ringTimeout == .seconds(15))
    #expect(site.directory.groups["12345"]?.members == [.seat("1001")])
    #expect(site.directory.resolve(.number("12345")) == .group("12345"))
    #expect(site.directory.emergency == .group("110"))
    #expect(
      site.keys == [
        Key(name: "transfer-110", digits: "*1", action: .transfer, destination: .group("110")),
        Key(
          name: "three-way-110", digits: "*2", action: .threeWay, destination: .group("110"),
          leave: .never),
        Key(
          name: "transfer-12345", digits: "*3", action: .transfer,
          destination: .group("12345"), leave: .atOnce),
        Key(name: "consult-110", digits: "*4", action: .consult, destination: .group("110")),
        Key(name: "return", digits: "*0", action: .return),
      ])
  }

  @Test("the copy that is installed is the one that is tested")
  func installedCopy() throws {
    let installed = "firmware-config/rootfs/etc/liandong/examples/two-desks.conf"
    #expect(
      try Data(contentsOf: Files.package.appending(path: installed))
        == Data(contentsOf: Files.tests.appending(path: "Sites/two-desks.conf")))
  }

  @Test("a directory stands for the site.conf in it")
  func directory() throws {
    let directory = FileManager.default.temporaryDirectory.appending(
      path: "liandong-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: directory) }
    try Data(goodSite.utf8).write(to: directory.appending(path: "site.conf"))
    let site = try SiteFile.load(directory.path)
    #expect(site.source == directory.path + "/site.conf")
    #expect(site.dataDirectory == directory.path + "/liandong.data")
  }

  @Test("every default is the documented one")
  func defaults() throws {
    let site = try #require(SiteFile.check(text: goodSite, file: "/srv/a/./site.conf").0)
    #expect(site.warnings.isEmpty)
    #expect(site.source == "/srv/a/site.conf")
    #expect(site.name == "Liandong")
    #expect(site.dataDirectory == "/srv/a/liandong.data")
    #expect(site.timeZone.identifier == "Asia/Shanghai")
    #expect(site.logLevel == .info)
    #expect(site.tones == .cn)
    #expect(site.promptsDirectory == nil)
    #expect(
      site.media
        == MediaSettings(
          codecs: [.pcma, .pcmu], packetTime: .milliseconds(20), mediaTimeout: .seconds(10)))
    #expect(site.recording == RecordingSettings(reserve: 1_000_000_000))
    #expect(site.policy == Policy())
    let trunk = try #require(site.trunk("carrier"))
    #expect(trunk.credentials == nil)
    #expect(!trunk.registers)
    #expect(trunk.expires == .seconds(3600))
    #expect(trunk.qualify == nil, "nobody is asked unless the site says so")
    #expect(trunk.identity == .trust)
    #expect(trunk.callerID == .citizen)
    #expect(!trunk.nat)
    let seat = try #require(site.seat("2001"))
    #expect(seat.display == "2001")
    #expect(!seat.nat)
    #expect(site.directory.groups["110"]?.strategy == .inTurn)
    #expect(site.directory.groups["110"]?.ringTimeout == .seconds(20))
  }

  @Test("the embedded default site is right and keeps its data where XDG says")
  func embedded() throws {
    let site = try SiteFile.embedded(environment: ["HOME": "/home/li"])
    #expect(site.warnings.isEmpty)
    #expect(site.source == SiteFile.embeddedName)
    #expect(site.dataDirectory == "/home/li/.local/state/liandong")
    #expect(site.seats.map(\.name) == ["1001", "1002", "2001", "2002"])
    #expect(Set(site.keys.map(\.action)) == Set(KeyAction.allCases))
    let elsewhere = try SiteFile.embedded(
      environment: ["HOME": "/home/li", "XDG_STATE_HOME": "/state"])
    #expect(elsewhere.dataDirectory == "/state/liandong")
    let relative = try SiteFile.embedded(environment: ["HOME": "/home/li", "XDG_STATE_HOME": "s"])
    #expect(relative.dataDirectory == "/home/li/.local/state/liandong")
  }
}
