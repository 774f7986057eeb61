import Foundation
import Site
import Testing

@Suite("What is written from the schema")
struct SchemaTests {
  /// Every key that two-desks.conf and the checker's tests know, and some more.
  private static let keys = [
    "name", "data-dir", "timezone", "emergency", "tones", "prompts", "negotiation-timeout",
    "ping-pong", "retry", "debounce", "log-level", "codecs", "recording", "ptime",
    "media-timeout", "media-grace", "sip", "rtp", "allow", "network", "peer", "username",
    "password", "realm", "register", "expires", "qualify", "identity", "caller-id", "nat",
    "platform", "contact", "display", "seats", "trunks", "dial", "ring", "ring-timeout", "group",
    "seat", "trunk", "digits", "action", "to", "leave", "level", "numbers",
    "country-code", "area-code", "local-digits", "unknown-number", "through", "number-from",
    "mode", "merged-on", "after", "own", "citizens", "experts", "prompt", "after-prompt",
  ]

  @Test("the sample file has every key and no complaint")
  func sample() {
    let sample = SiteSchema.sampleFile()
    #expect(complaints(sample) == [])
    for key in SchemaTests.keys {
      #expect(sample.contains(try! Regex("(?m)^#?\(key) *=")), "\(key)")
    }
  }

  @Test("every key that the sample shows in a comment holds by default")
  func sampleDefaults() throws {
    let sample = SiteSchema.sampleFile()
    let spelt = sample.replacing(try Regex("(?m)^#([a-z-]+ *= \\S)")) { match in
      String(match.output[1].substring ?? "")
    }
    #expect(spelt != sample)
    let plain = try #require(SiteFile.check(text: sample, file: "/a/site.conf").0)
    let (full, diagnostics) = SiteFile.check(text: spelt, file: "/a/site.conf")
    #expect(diagnostics.map(\.description) == [])
    #expect(String(reflecting: full) == String(reflecting: Optional(plain)))
  }

  @Test("docs/man/site.conf.5 is the manual of this schema")
  func manual() throws {
    let page = SiteSchema.manualPage()
    let file = Files.package.appending(path: "docs/man/site.conf.5")
    if ProcessInfo.processInfo.environment["LIANDONG_WRITE_MANUAL"] != nil {
      try Data(page.utf8).write(to: file)
    }
    #expect(
      try String(contentsOf: file, encoding: .utf8) == page,
      "write it anew: LIANDONG_WRITE_MANUAL=1 swift test --filter SchemaTests")
    for key in SchemaTests.keys {
      #expect(page.contains(".B \(key.replacing("-", with: "\\-"))\n"), "\(key)")
    }
  }

  @Test("the manual's example is a site without mistakes")
  func example() throws {
    let page = SiteSchema.manualPage()
    let start = try #require(page.range(of: ".EX\n")).upperBound
    let end = try #require(page.range(of: ".EE\n")).lowerBound
    let errors = complaints(String(page[start..<end]).replacing("\\-", with: "-")).filter {
      $0.contains("error")
    }
    #expect(errors == [])
  }
}
