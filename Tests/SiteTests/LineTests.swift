import Foundation
import Site
import Testing

@Suite("Lines")
struct LineTests {
  /// The name of a site whose `[site]` has this line.
  private func name(_ line: String) -> String? {
    SiteFile.check(text: goodSite + "[site]\n" + line + "\n", file: "site.conf").0?.name
  }

  /// What is said of a line that stands in line 17.
  private func complaint(_ line: String) -> [String] {
    complaints(goodSite + "[site]\n" + line + "\n")
  }

  @Test("blanks around key and value do not count")
  func blanks() {
    #expect(name("name=a") == "a")
    #expect(name("\t name \t=\t a b \t") == "a b")
  }

  @Test("a comment begins after a blank, not within a word")
  func comments() {
    #expect(name("name = a ; b") == "a")
    #expect(name("name = a\t# b") == "a")
    #expect(name("name = a;b#c=#d") == "a;b#c=#d")
    #expect(name("# name = b\n ; name = c\nname = a") == "a")
  }

  @Test("in quotes everything counts")
  func quotes() {
    #expect(name(#"name = " a # b ; c ""#) == " a # b ; c ")
    #expect(name(#"name = "a \"b\" \\" ; comment"#) == #"a "b" \"#)
    #expect(name(##"name = "#1""##) == "#1")
    #expect(name(#"name = a "b" c"#) == #"a "b" c"#)
  }

  @Test("quotes that are wrong")
  func brokenQuotes() {
    #expect(
      complaint(#"name = "abc"#)
        == ["site.conf:17:8: error: a quote that never ends; expected \" at its end"])
    #expect(
      complaint(#"name = "a\n""#)
        == [#"site.conf:17:10: error: a lone "\"; expected \" or \\ in quotes"#])
    let behind = "expected the end of the line or a comment"
    #expect(
      complaint(#"name = "a" b"#)
        == ["site.conf:17:12: error: text after the closing quote; \(behind)"])
    #expect(
      complaint(##"name = "a"#b"##)
        == ["site.conf:17:11: error: text after the closing quote; \(behind)"])
  }

  @Test("lines that are neither title nor entry")
  func neither() {
    #expect(
      complaint("hello")
        == ["site.conf:17:1: error: no \"=\" in this line; expected [section] or key = value"])
    #expect(
      complaint("name\u{ff1d}a") == ["site.conf:17:5: error: a full-width \"＝\"; expected \"=\""])
    #expect(
      complaint("a b = c")
        == [
          "site.conf:17:1: error: no key before \"=\"; expected one word of at most 64 bytes and then \"=\""
        ])
    #expect(
      complaint("[key a\naction = hold")
        == ["site.conf:17:1: error: a title without \"]\"; expected [kind] or [kind name]"])
    #expect(
      complaint("[key a b]")
        == ["site.conf:17:1: error: a title of 3 words; expected [kind] or [kind name]"])
    #expect(
      complaint("[key a] b")
        == [
          "site.conf:17:9: error: text after \"]\"; expected the end of the line or a comment"
        ])
  }

  @Test("a byte order mark and CRLF are taken, a lone CR is not")
  func otherEditors() {
    #expect(complaints("\u{feff}" + goodSite.replacing("\n", with: "\r\n")) == [])
    #expect(
      complaint("name = a\rb")
        == ["site.conf:17:9: error: control character U+000D; expected text"])
    #expect(
      complaint("name = a\u{0}")
        == ["site.conf:17:9: error: control character U+0000; expected text"])
    #expect(
      complaint("name = a\u{2028}b")
        == ["site.conf:17:9: error: control character U+2028; expected text"])
  }

  @Test("text that is no UTF-8 is reported where it stands")
  func encoding() {
    let bytes = Array(goodSite.utf8) + Array("[site]\nname = a".utf8) + [0xb9, 0xab, 0x0a]
    #expect(
      SiteFile.check(bytes: bytes, file: "site.conf").1.map(\.description)
        == ["site.conf:17:9: error: bytes that are no text; expected UTF-8"])
  }

  @Test("columns count characters, not bytes")
  func columns() {
    #expect(
      complaint("name = \"示范\" x")
        == [
          "site.conf:17:13: error: text after the closing quote; "
            + "expected the end of the line or a comment"
        ])
  }

  @Test("lines and files have a limit")
  func limits() {
    #expect(complaint("#" + String(repeating: "x", count: 4095)) == [])
    #expect(
      complaint("#" + String(repeating: "x", count: 16_384))
        == ["site.conf:17:1: error: a line of 16385 bytes; expected at most 16384"])
    let line = "#" + String(repeating: "x", count: 1022) + "\n"
    let full = String(repeating: line, count: 1024)
    #expect(!complaints(full).contains { $0.contains("bytes") })
    #expect(
      complaints(full + "#").first
        == "site.conf: error: the file has 1048577 bytes; expected at most 1048576")
  }

  @Test("a section has a limit, and so has each kind of them")
  func sectionLimits() {
    let entries = (1...80).map { "k\($0) = 1\n" }.joined()
    let said = complaints(goodSite + "[site]\n" + entries)
    #expect(said.count == 65)
    #expect(
      said.last
        == "site.conf:81:1: error: more than 64 entries in \"[site]\"; expected fewer")
    let networks = (1...17).map { "[network n\($0)]\n" }.joined()
    #expect(
      complaints(networks)
        == ["site.conf:17:1: error: 17 sections [network NAME]; expected at most 16"])
  }
}
