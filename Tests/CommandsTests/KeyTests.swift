import Console
import Switchboard
import Testing

@Suite("liandong key")
struct KeyTests {
  let terminal: Terminal
  let site: String

  init() throws {
    terminal = try Terminal()
    site = try terminal.writeSite()
  }

  private func box(_ outcome: KeyOutcome) throws -> FakeBox {
    try FakeBox(dataDirectory: terminal.dataDirectory) { _ in
      .ok(["outcome": outcome.description])
    }
  }

  @Test("an accepted key says what changed")
  func accepted() throws {
    let box = try box(.accepted)
    let result = terminal.run("key", "1001", "transfer-110", "--site", site)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("accepted: 1001 pressed transfer-110; "))
    #expect(
      box.asked == [
        .init(command: "key", arguments: ["seat": "1001", "key": "transfer-110"])
      ])
  }

  @Test("every refusal is told in words of its own and fails", arguments: Refusal.allCases)
  func refused(reason: Refusal) throws {
    let box = try box(.refused(reason))
    let result = terminal.run("key", "1001", "transfer-110", "--site", site)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    let start = "liandong key: refused: \(reason.rawValue): "
    #expect(result.errors.hasPrefix(start))
    #expect(result.errors.count > start.count + 10)
    #expect(!result.errors.contains("did not carry it out"))
    #expect(box.asked.count == 1)
  }

  @Test("an ignored press is no success")
  func ignored() throws {
    let box = try box(.ignored)
    let result = terminal.run("key", "1001", "transfer-110", "--json", "--site", site)
    #expect(result.status == 1)
    #expect(result.output == #"{"key":"transfer-110","outcome":"ignored","seat":"1001"}"# + "\n")
    #expect(result.errors.contains("ignored: 1001 pressed transfer-110 a moment ago"))
    #expect(box.asked.count == 1)
  }

  @Test("a key or seat that the site has not: the nearest one is named")
  func nearest() throws {
    let unknown = try box(.refused(.unknownKey))
    let key = terminal.run("key", "1001", "transfer-11", "--site", site)
    #expect(key.errors.contains("no key \"transfer-11\"; did you mean \"transfer-110\"?"))
    #expect(unknown.asked.count == 1)
  }

  @Test("a seat that the site has not: the nearest one is named, however the box says it")
  func nearestSeat() throws {
    let box = try FakeBox(dataDirectory: terminal.dataDirectory) { request in
      request.arguments["key"] == "hold"
        ? .failed("the site has no seat") : .ok(["outcome": "refused: not-in-call"])
    }
    for key in ["hold", "transfer-110"] {
      let unknown = terminal.run("key", "1011", key, "--site", site)
      #expect(unknown.status == 1)
      #expect(unknown.errors.hasSuffix("; did you mean \"1001\"?\n"), "\(unknown.errors)")
    }
    let idle = terminal.run("key", "1001", "transfer-110", "--site", site)
    #expect(idle.errors.hasSuffix("1001 is in no call in which a key means anything\n"))
    #expect(box.asked.count == 3)
  }

  @Test("--list shows the keys of the site, with no box running")
  func list() {
    let result = terminal.run("key", "--list", "--site", site)
    #expect(result.status == 0)
    #expect(
      result.lines == [
        "NAME          DIGITS  ACTION    TO         LEAVE",
        "transfer-110  *1      transfer  group 110  on-answer",
      ])
    let json = terminal.run("key", "--list", "--json", "--site", site).output
    #expect(
      json == #"{"action":"transfer","digits":"*1","leave":"on-answer","name":"transfer-110","#
        + #""to":"group 110"}"# + "\n")
  }
}
