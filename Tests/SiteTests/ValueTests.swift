import Foundation
import Routing
import Site
import Switchboard
import Testing

@Suite("Values")
struct ValueTests {
  @Test("everything that can be written is what it says")
  func fullSite() throws {
    let text = """
      [site]
      name = "City #1"
      data-dir = /srv//li/./data
      timezone = Europe/Berlin
      emergency = trunk pbx +86110
      tones = itu
      prompts = ../prompts
      negotiation-timeout = 2min
      ping-pong = 1h
      retry = 1500ms
      debounce = 0s
      log-level = debug
      [media]
      codecs = PCMU
      media-timeout = 3s
      media-grace = 4s
      [network dual]
      sip = udp:127.0.0.2:5060, tcp:[::1]:5060
      rtp = 127.0.0.2:20000-20001, [::1]:20000-20999
      allow = 127.0.0.1, ::1, 2001:db8::/32
      [trunk pbx]
      network = dual
      peer = sip:[2001:db8::7]:5080;transport=tcp
      username = box
      password = "a b"
      realm = pbx.example
      register = yes
      expires = 2min
      qualify = off
      identity = withhold
      caller-id = 12345
      nat = yes
      [seat li.1_a-b]
      platform = 110
      network = dual
      password = secret
      display = 李
      nat = yes
      [group all]
      seats = li.1_a-b
      trunks = pbx
      dial = 110
      ring = all
      ring-timeout = 1min
      [number +86*]
      trunk = pbx
      [number 110]
      seat = li.1_a-b
      [key l]
      digits = "#A"
      action = level
      level = 4
      [key t]
      action = transfer
      to = number +8610
      """
    let (checked, diagnostics) = SiteFile.check(text: text, file: "/etc/li/site.conf")
    #expect(diagnostics.map(\.description) == [])
    let site = try #require(checked)
    #expect(site.name == "City #1")
    #expect(site.dataDirectory == "/srv/li/data")
    #expect(site.promptsDirectory == "/etc/li/../prompts")
    #expect(site.timeZone.identifier == "Europe/Berlin")
    #expect(site.logLevel == .debug)
    #expect(site.tones.code == "ITU")
    #expect(site.media.codecs == [.pcmu])
    #expect(site.media.mediaTimeout == .seconds(3))
    #expect(site.policy.negotiation == .seconds(120))
    #expect(site.policy.pingPong == .seconds(3600))
    #expect(site.policy.retry == .milliseconds(1500))
    #expect(site.policy.debounce == .zero)
    #expect(site.policy.mediaGrace == .seconds(4))
    let network = try #require(site.network("dual"))
    #expect(network.listeners.map(\.description) == ["udp:127.0.0.2:5060", "tcp:[::1]:5060"])
    #expect(network.mediaPorts(for: .v6)?.ports == 20000...20999)
    #expect(network.allow.map(\.description) == ["127.0.0.1/32", "::1/128", "2001:db8::/32"])
    let trunk = try #require(site.trunk("pbx"))
    #expect(trunk.peer.description == "sip:[2001:db8::7]:5080;transport=tcp")
    #expect(
      trunk.credentials
        == Credentials(username: "box", password: Secret("a b"), realm: "pbx.example"))
    #expect(trunk.registers && trunk.nat)
    #expect(trunk.expires == .seconds(120))
    #expect(trunk.qualify == nil)
    #expect(trunk.identity == .withhold)
    #expect(trunk.callerID == .number("12345"))
    let seat = try #require(site.seat("li.1_a-b"))
    #expect(seat.access == .registers(Secret("secret")))
    #expect(seat.display == "李" && seat.nat)
    let group = try #require(site.directory.groups["all"])
    #expect(group.members == [.seat("li.1_a-b"), .trunk("pbx", number: "110")])
    #expect(group.strategy == .all && group.ringTimeout == .seconds(60))
    #expect(site.directory.emergency == .trunk("pbx", number: "+86110"))
    #expect(site.directory.resolve(.number("+861")) == .trunk("pbx"))
    #expect(site.directory.resolve(.number("110")) == .seat("li.1_a-b"))
    #expect(site.keys[0] == Key(name: "l", digits: "#A", action: .level, level: .extraordinary))
    #expect(site.keys[1].destination == .number("+8610"))
  }

  @Test("a network lets in exactly its blocks, mapped addresses as IPv4")
  func allow() throws {
    let text = goodSite.replacing("allow = 127.0.0.0/8", with: "allow = 127.0.0.0/8, 10.1.4.0/22")
    let network = try #require(SiteFile.check(text: text, file: "f").0?.networks[0])
    for (address, isIn) in [
      ("127.255.255.255", true), ("128.0.0.0", false), ("126.255.255.255", false),
      ("10.1.3.255", false), ("10.1.4.0", true), ("10.1.7.255", true), ("10.1.8.0", false),
      ("::ffff:10.1.7.1", true), ("::ffff:10.1.8.1", false), ("::1", false),
    ] {
      #expect(network.allows(try #require(IPAddress(address))) == isIn, "\(address)")
    }
  }

  @Test(
    "what is no address",
    arguments: [
      "", "1", "127.1", "127.0.0.1 ", "127.0.0.256", "[::1]", "::g", "fe80::1%eth0",
      "127.0.0.1\0", "localhost",
    ])
  func noAddress(_ text: String) { #expect(IPAddress(text) == nil) }

  @Test(
    "what is no peer",
    arguments: [
      "sip:", "sips:127.0.0.1", "SIP:127.0.0.1", "sip:127.0.0.1:", "sip:127.0.0.1:0",
      "sip:127.0.0.1:65536", "sip:::1", "sip:[::1", "sip:[::1]x", "sip:a@b@c", "sip:@host",
      "sip:u:p@host", "sip:host;transport=tls", "sip:host;lr", "sip:host;transport=udp;lr",
      "sip:-host", "sip:ho st", "sip:300.0.0.1", "sip:0.0.0.0", "<sip:host>", "sip:a..b", "sip:b.",
    ])
  func noPeer(_ uri: String) {
    let text = goodSite.replacing("sip:127.0.0.1:5070", with: uri)
    #expect(complaints(text).contains { $0.hasPrefix("site.conf:7:8: error: peer is ") })
  }

  @Test(
    "what is no duration",
    arguments: ["s", "1", "1 s", "-1s", "1.5s", "1S", "1m", "1d", "1s2ms", "9999999999s", "１s"])
  func noDuration(_ value: String) {
    let said = complaints(goodSite + "[site]\nping-pong = \(value)\n")
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("site.conf:17:13: error: ping-pong is ") == true)
  }
}
