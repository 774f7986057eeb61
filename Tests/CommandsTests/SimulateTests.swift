import Foundation
import Simulation
import Site
import Testing

@testable import Commands

@Suite("liandong simulate")
struct SimulateTests {
  let terminal: Terminal
  let site: String

  init() throws {
    terminal = try Terminal()
    site = try terminal.writeSite()
  }

  private let right = """
    # A citizen is answered.
    citizen calls 12345
      > dial 1001
      > citizen hears ringback
      > timer ring 20s
      > 180 citizen
      > state arriving
    1001 answers
      > citizen hears 1001
      > 1001 hears citizen
      > 200 citizen
      > stop timer ring
      > state talking

    """

  @Test("a flow that comes true is printed as it stands")
  func comesTrue() throws {
    let path = try terminal.file("a.flow", right)
    let result = terminal.run("simulate", "--site", site, path)
    #expect(result.status == 0)
    #expect(result.output == right)
    #expect(result.errors == "1 flow, 2 events, all as expected\n")
  }

  @Test("what goes otherwise is told with file and line, and fails")
  func goesOtherwise() throws {
    let path = try terminal.file("a.flow", right.replacing("200 citizen", with: "486 citizen"))
    let result = terminal.run("simulate", "--site", site, path)
    #expect(result.status == 1)
    #expect(result.output == right)
    #expect(
      result.errors == """
        \(path):11: error: expected '486 citizen', got '200 citizen'
        1 flow, 2 events, 1 not as expected

        """)
  }

  @Test("a flow that expects nothing is printed with what followed")
  func fills() {
    let input = "# A citizen is answered.\ncitizen calls 12345\n1001 answers\n"
    let result = terminal.run("simulate", "--site", site, "-", input: input)
    #expect(result.status == 0)
    #expect(result.output == right)
    #expect(result.errors == "1 flow, 2 events, nothing was expected\n")
  }

  @Test("a sentence that nobody understands fails, also with --update, which then writes nothing")
  func notUnderstood() throws {
    let text = "citizen calls 12345\n1001 sings\n"
    let path = try terminal.file("a.flow", text)
    for options in [[], ["--update"]] {
      let result = terminal.run(list: ["simulate", "--site", site, path] + options)
      #expect(result.status == 1)
      #expect(result.errors.contains("\(path):2: error: '1001 sings' is not understood"))
      #expect(try terminal.read("a.flow") == text)
    }
  }

  @Test("--update writes what followed, once")
  func update() throws {
    let path = try terminal.file("a.flow", right.replacing("200 citizen", with: "486 citizen"))
    let first = terminal.run("simulate", "--update", "--quiet", "--site", site, path)
    #expect(first.status == 0)
    #expect(first.output.isEmpty)
    #expect(first.errors.hasPrefix("\(path): updated\n"))
    #expect(try terminal.read("a.flow") == right)
    let second = terminal.run("simulate", "--update", "--quiet", "--site", site, path)
    #expect(!second.errors.contains("updated"))
    #expect(terminal.run("simulate", "--update", "-", input: right).status == 2)
  }

  @Test("several flows are told apart, and each begins with a fresh box")
  func several() throws {
    let first = try terminal.file("a.flow", right)
    let second = try terminal.file("b.flow", right)
    let result = terminal.run("simulate", "--site", site, first, second)
    #expect(result.status == 0)
    #expect(result.output == "# \(first)\n\(right)\n# \(second)\n\(right)")
    #expect(result.errors == "2 flows, 4 events, all as expected\n")
  }

  @Test("a file that cannot be read is named")
  func unreadable() {
    let missing = terminal.run("simulate", "--site", site, "/nonexistent.flow")
    #expect(missing.status == 1)
    #expect(missing.errors.contains("cannot read /nonexistent.flow: No such file"))
    let directory = terminal.run("simulate", "--site", site, terminal.directory.path)
    #expect(directory.errors.hasSuffix(": Is a directory\n"))
    let long = String(repeating: "#", count: 2 << 20)
    let result = terminal.run("simulate", "--site", site, "-", input: long)
    #expect(result.status == 1)
    #expect(result.errors.contains("standard input: longer than 1024 KiB"))
  }

  @Test("every sentence of the help is understood", arguments: FlowWords.entries.map(\.line))
  func sentences(sentence: String) throws {
    // A message is taken by whom it was sent to: a level set at 110 tells a seat of 12345.
    let isMessage = sentence.contains("message")
    let site = try isMessage ? SiteFile.embedded() : SiteFile.load(site)
    var run = FlowRun(directory: site.directory, keys: site.keys, policy: site.policy)
    let before =
      isMessage
      ? ["citizen calls 110", "2001 answers", "2001 presses level-2"] : ["citizen calls 12345"]
    for line in before { _ = try run.perform(line) }
    _ = try run.perform(sentence)
  }

  @Test("the variants that the help mentions are understood")
  func variants() throws {
    let site = try SiteFile.load(site)
    var run = FlowRun(directory: site.directory, keys: site.keys, policy: site.policy)
    for sentence in [
      "citizen calls 12345 from 13900000001 via carrier", "1001 rings with early media",
      "1001 is heard again", "1001 retrieves", "1001 infos *1",
      "1001 refers to 110 replacing citizen", "1001 unregisters", "wait 500ms", "wait 1min",
    ] {
      #expect(throws: Never.self, "\(sentence)") { _ = try run.perform(sentence) }
    }
  }
}
