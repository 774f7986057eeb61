import Foundation
import Site
import Testing

@Suite("liandong check")
struct CheckTests {
  let terminal: Terminal

  init() throws { terminal = try Terminal() }

  @Test("a site that is right prints nothing but a summary for people")
  func right() throws {
    let path = try terminal.writeSite()
    let result = terminal.run("check", "--site", path)
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("\(path): no mistakes; 1 network, 0 trunks, 2 seats"))
  }

  @Test("every mistake is a line of data with its place")
  func wrong() throws {
    let text = Terminal.site.replacing("platform = 110", with: "platfrm = 110")
      .replacing("to = group 110", with: "to = group 111")
    let path = try terminal.file("bad.conf", text)
    let result = terminal.run("check", "--site", path)
    #expect(result.status == 1)
    #expect(result.lines.count >= 2)
    #expect(result.lines.allSatisfy { $0.hasPrefix("\(path):") && $0.contains(": error: ") })
    #expect(result.output.contains("\(path):13:1: error: "))
    #expect(result.output.contains("platform"))
    #expect(result.errors == "\(path): \(result.lines.count) errors\n")
  }

  @Test("as JSON each mistake is one object a line")
  func json() throws {
    struct Line: Decodable {
      let file: String
      let line: Int
      let column: Int
      let severity: String
      let message: String
    }
    let path = try terminal.file("bad.conf", Terminal.site.replacing("action", with: "axtion"))
    let result = terminal.run("check", "--json", "--site", path)
    #expect(result.status == 1)
    let lines = try result.lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    let expected = SiteFile.check(path: path).1
    #expect(!expected.isEmpty)
    #expect(lines.map(\.message) == expected.map(\.message))
    #expect(lines.map(\.line) == expected.map(\.line))
    #expect(lines.map(\.column) == expected.map(\.column))
    #expect(lines.allSatisfy { $0.file == path && $0.severity == "error" })
  }

  @Test("without --site the installed file is meant, else the embedded default")
  func whichSite() throws {
    let embedded = terminal.run("check")
    #expect(embedded.status == 0)
    #expect(embedded.errors.hasPrefix("default site: no mistakes"))
    #expect(embedded.errors.contains(terminal.directory.path + "/.local/state/liandong"))
    let path = try terminal.file("installed.conf", "[nonsense]\n")
    let installed = terminal.run("check")
    #expect(installed.status == 1)
    #expect(installed.output.contains("\(path):1:2: error: unknown section"))
  }

  @Test("a file that is not there is one error")
  func missing() {
    let result = terminal.run("check", "--site", terminal.directory.path + "/none.conf")
    #expect(result.status == 1)
    #expect(result.output.contains("error: cannot be opened: No such file or directory"))
  }

  @Test("the sample and the default are printed, and are right")
  func samples() throws {
    for option in ["--sample", "--default"] {
      let printed = terminal.run("check", option)
      #expect(printed.status == 0)
      #expect(printed.errors.isEmpty)
      let path = try terminal.file("printed.conf", printed.output)
      #expect(terminal.run("check", "--site", path).status == 0)
    }
    #expect(terminal.run("check", "--default").output == SiteFile.embeddedDefault)
  }

  @Test("other subcommands print the mistakes as talk and fail")
  func brokenSite() throws {
    let path = try terminal.file("bad.conf", "[nonsense]\n")
    let result = terminal.run("cdr", "--site", path)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("\(path):1:2: error: "))
  }
}
