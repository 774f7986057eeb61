import Foundation
import Site
import Testing

@Suite("Files")
final class FileTests {
  private let directory = FileManager.default.temporaryDirectory.appending(
    path: "liandong-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  private func write(_ text: String, mode: Int) throws -> String {
    let path = directory.appending(path: "site.conf").path
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  @Test("a password that everybody can read is doubtful")
  func readableByAll() throws {
    let text = goodSite.replacing("contact = sip:2001@127.0.0.1:5072", with: "password = hunter2")
    let open = try write(text, mode: 0o644)
    #expect(
      try SiteFile.load(open).warnings.map(\.description) == [
        "\(open):11:1: warning: a password in a file that every user of this machine can read; "
          + "expected chmod o-r"
      ])
    #expect(try SiteFile.load(write(text, mode: 0o640)).warnings == [])
    #expect(try SiteFile.load(write(goodSite, mode: 0o644)).warnings == [])
  }

  @Test("a file that cannot be read says why")
  func unreadable() throws {
    let missing = directory.appending(path: "nothing.conf").path
    #expect(throws: SiteError.self) { try SiteFile.load(missing) }
    #expect(
      SiteFile.check(path: missing).1.map(\.description)
        == ["\(missing): error: cannot be opened: No such file or directory"])
    #expect(
      SiteFile.check(path: directory.path).1.map(\.description)
        == ["\(directory.path)/site.conf: error: cannot be opened: No such file or directory"])
    let pipe = directory.appending(path: "pipe").path
    try #require(mkfifo(pipe, 0o600) == 0)
    #expect(
      SiteFile.check(path: pipe).1.map(\.description) == [
        "\(pipe): error: is no ordinary file; expected a site file or a directory that has one"
      ])
  }

  @Test("load throws every mistake at once")
  func everyMistake() throws {
    let path = try write(goodSite + "[sitee]\n[media]\nptime = 25\n", mode: 0o600)
    let error = #expect(throws: SiteError.self) { try SiteFile.load(path) }
    #expect(error?.diagnostics.map(\.line) == [16, 18])
    #expect(error?.description.split(separator: "\n").count == 2)
  }

  @Test("no message repeats a password")
  func secrets() {
    for line in [
      "password = \"hunter2", "password hunter2", "password = \"hunter2\" hunter2",
      "password = hunter2\npassword = hunter2", "my password = hunter2",
      "password = hunter2\(String(repeating: "x", count: 200))", "password = hunter2\u{7}",
    ] {
      let text = goodSite.replacing("contact = sip:2001@127.0.0.1:5072", with: line)
      let said = complaints(text)
      #expect(!said.isEmpty)
      #expect(!said.contains { $0.contains("hunter2") })
    }
    #expect("\(Secret("hunter2"))" == "(secret)")
    var dumped = ""
    dump(SeatAccess.registers(Secret("hunter2")), to: &dumped)
    #expect(!dumped.contains("hunter2"))
  }
}
