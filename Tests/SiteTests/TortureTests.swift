import Foundation
import Site
import Testing

/// Bad inputs found once, kept: each `NAME.conf` beside what the checker must say, `NAME.txt`.
@Suite("Torture")
struct TortureTests {
  @Test("every kept file is told as it was told", arguments: try Files.torture())
  func kept(_ file: URL) throws {
    guard file.pathExtension == "conf" else { return }
    let bytes = Array(try Data(contentsOf: file))
    let said = SiteFile.check(bytes: bytes, file: file.lastPathComponent).1
    let expected = file.deletingPathExtension().appendingPathExtension("txt")
    let golden = try String(contentsOf: expected, encoding: .utf8)
    #expect(said.map { $0.description + "\n" }.joined() == golden)
  }

  @Test("there are files to torture with")
  func present() throws { #expect(try Files.torture().count >= 20) }
}
