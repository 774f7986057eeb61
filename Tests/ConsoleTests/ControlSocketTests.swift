import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Console

@Suite struct ControlSocketTests {
  @Test func aRequestGoesInAndItsAnswerComesBack() async throws {
    let bench = try ControlBench()
    defer { bench.finish() }
    bench.answerAll { request in
      #expect(request.user == getuid())
      return switch request.command {
      case "seats":
        .ok([SeatStatus(name: "1001", platform: "12345", state: .talking, call: "1a3f")])
      case "key": .failed("refused: " + (request.arguments["key"] ?? "none"))
      default: .ok
      }
    }
    let client = ControlClient(path: bench.path)
    let seats = try client.request("seats", as: [SeatStatus].self)
    #expect(
      seats == [
        SeatStatus(name: "1001", platform: "12345", state: .talking, call: "1a3f")
      ])
    #expect(throws: ConsoleError.refused("refused: return")) {
      try client.request("key", ["seat": "1001", "key": "return"])
    }
    #expect(throws: ConsoleError.refused("refused: 张三")) {
      try client.request("key", ["key": "张三"], as: [SeatStatus].self)
    }
    try client.request("status")
    #expect(throws: ConsoleError.malformed("the box's answer to status")) {
      try client.request("status", as: BoxStatus.self)
    }
  }

  @Test func manyLinesOnOneConnectionAreAnsweredInTheirOrder() throws {
    let bench = try ControlBench()
    defer { bench.finish() }
    bench.answerAll { .ok($0.arguments["n"] ?? "") }
    let client = try RawClient(bench.path)
    client.send((1...100).map { #"{"command":"echo","arguments":{"n":\#($0)}}"# + "\n" }.joined())
    for number in 1...100 {
      #expect(client.line() == #"{"ok":true,"result":"\#(number)"}"#)
    }
  }

  @Test(arguments: [
    "garbage", "", "{}", "[1]", #"{"command":""}"#, #"{"command":"x","arguments":{"a":[]}}"#,
    #"{"command":7}"#, "\u{0}\u{1}", #"{"command":"x","arguments":[]}"#,
  ])
  func garbageIsRefusedAndTheConnectionGoesOn(line: String) throws {
    let bench = try ControlBench()
    defer { bench.finish() }
    bench.answerAll { _ in .ok }
    let client = try RawClient(bench.path)
    client.send(line + "\n" + #"{"command":"status"}"# + "\n")
    #expect(client.line()?.hasPrefix(#"{"error":"not understood: "#) == true)
    #expect(client.line() == #"{"ok":true}"#)
  }

  @Test func aLineThatIsTooLongEndsTheConnection() throws {
    var limits = ControlServer.Limits()
    limits.line = 1000
    let bench = try ControlBench(limits: limits)
    defer { bench.finish() }
    bench.answerAll { _ in .ok }
    let client = try RawClient(bench.path)
    client.send(#"{"command":"x"}"# + String(repeating: " ", count: 985) + "\n")
    #expect(client.line() == #"{"ok":true}"#)
    client.send(String(repeating: "x", count: 1001))
    #expect(client.line()?.contains("more than 1000 bytes") == true)
    #expect(client.line() == nil)
  }

  @Test func thousandsOfEmptyLinesAreNoTrouble() throws {
    let bench = try ControlBench()
    defer { bench.finish() }
    bench.answerAll { _ in .ok }
    let client = try RawClient(bench.path)
    client.send(String(repeating: "\n", count: 2000) + #"{"command":"x"}"# + "\n")
    for _ in 0..<2000 { #expect(client.line()?.contains("not understood") == true) }
    #expect(client.line() == #"{"ok":true}"#)
  }

  @Test func theSeventeenthClientIsToldSo() throws {
    let bench = try ControlBench()
    defer { bench.finish() }
    bench.answerAll { _ in .ok }
    let clients = try (0..<16).map { _ in try RawClient(bench.path) }
    for client in clients {
      client.send(#"{"command":"x"}"# + "\n")
      #expect(client.line() == #"{"ok":true}"#)
    }
    let extra = try RawClient(bench.path)
    #expect(extra.line()?.contains("too many commands at once") == true)
    #expect(extra.line() == nil)
    #expect(throws: ConsoleError.self) { try ControlClient(path: bench.path).request("x") }
  }

  @Test func aSilentClientGivesWay() throws {
    var limits = ControlServer.Limits()
    limits.clients = 2
    limits.idle = .zero
    let bench = try ControlBench(limits: limits)
    defer { bench.finish() }
    bench.answerAll { _ in .ok }
    let clients = try (0..<3).map { _ in try RawClient(bench.path) }
    #expect(clients[0].line() == nil)
    clients[2].send(#"{"command":"x"}"# + "\n")
    #expect(clients[2].line() == #"{"ok":true}"#)
  }

  @Test func aHundredClientsAtOnceAllGetAnAnswer() throws {
    let bench = try ControlBench()
    defer { bench.finish() }
    bench.answerAll { .ok($0.arguments["n"] ?? "") }
    let outcomes = Mutex<[String: Int]>([:])
    DispatchQueue.concurrentPerform(iterations: 100) { number in
      let outcome: String
      do throws(ConsoleError) {
        let arguments = ["n": String(number)]
        let answer = try ControlClient(path: bench.path).request("e", arguments, as: String.self)
        outcome = answer == String(number) ? "answered" : "mixed up"
      } catch {
        outcome =
          error == .refused(ConsoleError.busy.description) || error == .busy
          ? "busy" : error.description
      }
      outcomes.withLock { $0[outcome, default: 0] += 1 }
    }
    let result = outcomes.withLock { $0 }
    #expect(Set(result.keys).isSubset(of: ["answered", "busy"]), "\(result)")
    #expect(result["answered", default: 0] >= 16)
    #expect(result.values.reduce(0, +) == 100)
  }

  @Test func aClientThatNeverReadsHoldsUpNobody() throws {
    let bench = try ControlBench()
    defer { bench.finish() }
    let long = String(repeating: "x", count: 4 << 20)
    bench.answerAll { $0.command == "long" ? .ok(long) : .ok }
    let deaf = try RawClient(bench.path)
    deaf.send(#"{"command":"long"}"# + "\n" + #"{"command":"long"}"# + "\n")
    for _ in 0..<20 { try ControlClient(path: bench.path).request("x") }
    // Its answer is whole all the same, when it reads at last.
    #expect(deaf.line()?.utf8.count == long.utf8.count + #"{"ok":true,"result":""}"#.utf8.count)
  }

  @Test func anAnswerThatIsTooLongIsRefused() throws {
    var limits = ControlServer.Limits()
    limits.answer = 100
    let bench = try ControlBench(limits: limits)
    defer { bench.finish() }
    bench.answerAll { _ in .ok(String(repeating: "x", count: 200)) }
    #expect(throws: ConsoleError.refused("an answer of more than 100 bytes")) {
      try ControlClient(path: bench.path).request("x")
    }
  }

  @Test func aControlThreadThatSaysNothingCostsItsClientOnly() throws {
    var limits = ControlServer.Limits()
    limits.patience = .milliseconds(1)
    let bench = try ControlBench(limits: limits)
    defer { bench.finish() }
    let client = try RawClient(bench.path)
    client.send(#"{"command":"first"}"# + "\n")
    let first = try bench.next()
    #expect(client.line()?.contains("did not answer in time") == true)
    client.send(#"{"command":"second"}"# + "\n")
    let second = try bench.next()
    #expect(second.command == "second")
    // Too late for the first question, and not taken for the answer to the second.
    first.answer(.ok("late"))
    #expect(client.line()?.contains("did not answer in time") == true)
  }

  @Test func requestsThatControlDoesNotTakeAreBounded() throws {
    var limits = ControlServer.Limits()
    limits.requests = 2
    let bench = try ControlBench(limits: limits)
    defer { bench.finish() }
    let clients = try (0..<3).map { _ in try RawClient(bench.path) }
    for client in clients.prefix(2) {
      client.send(#"{"command":"x"}"# + "\n")
      try bench.awaitRequest()
    }
    clients[2].send(#"{"command":"x"}"# + "\n")
    #expect(clients[2].line()?.contains(ConsoleError.busy.description) == true)
    for client in clients.prefix(2) {
      let request = try #require(bench.server.next())
      request.answer(.ok)
      request.answer(.failed("twice"))
      #expect(client.line() == #"{"ok":true}"#)
    }
    #expect(bench.server.next()?.command == nil)
  }
}
