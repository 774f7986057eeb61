import Foundation
import Testing

@testable import Console

@Suite struct StatusTests {
  @Test func statusSurvivesTheWire() throws {
    var box = BoxStatus(
      version: "0.1", site: "示范站点", pid: 7, uptime: 5, realTime: true, calls: 1, legs: 3)
    box.alarms = ["records: cannot write"]
    box.trunks = [TrunkStatus(name: "carrier", reachable: true)]
    box.next = "liandong calls"
    let call = CallStatus(
      id: "1a3f", state: "conferring", caller: "13900000001", dialled: "12345", seconds: 7,
      holder: "1001", target: "2001", responsible: "1001",
      hears: [HearingStatus(leg: "citizen", description: "1001, 2001")])
    #expect(try roundTrip(box) == box)
    #expect(try roundTrip(call) == call)
  }

  private func roundTrip<Value: Codable & Sendable>(_ value: Value) throws -> Value? {
    let line = ControlResponse.ok(value).bytes()
    #expect(line.last == UInt8(ascii: "\n"))
    return try JSONDecoder().decode(ResponseLine<Value>.self, from: Data(line)).result
  }
}
