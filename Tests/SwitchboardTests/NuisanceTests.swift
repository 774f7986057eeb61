import Routing
import Switchboard
import Testing

/// What a caller that counts as a nuisance means for call control: less haste, never a refusal.
@Suite struct NuisanceTests {
  private var switchboard = Switchboard(
    directory: Directory(
      seats: [
        Seat(name: "1001", platform: "12345"), Seat(name: "1002", platform: "12345"),
        Seat(name: "2001", platform: "110"),
      ],
      groups: [
        Group(name: "12345", members: [.seat("1001"), .seat("1002")]),
        Group(name: "110", members: [.seat("2001")]),
      ],
      trunks: [Trunk(name: "carrier")],
      numbers: NumberPlan([
        NumberRule(pattern: "12345", route: .group("12345")),
        NumberRule(pattern: "110", route: .group("110")),
      ])),
    keys: [Key(name: "transfer-110", action: .transfer, destination: .group("110"))])
  private var clock: Int64 = 0

  private mutating func send(_ event: Event) -> [Effect] {
    clock += 1_000_000
    return switchboard.handle(event, at: Instant(microseconds: clock))
  }

  private mutating func call(_ number: String, id: UInt64, isNuisance: Bool) -> [Effect] {
    let leg = switchboard.newLeg()
    return send(
      .incoming(
        leg,
        Arrival(
          call: CallID(id), party: .citizen("carrier"), callerNumber: "138", dialled: number,
          sipCallID: "", wallClock: 0, nuisance: isNuisance ? WalkSite.nuisance : nil)))
  }

  private func dialled(_ effects: [Effect]) -> [(leg: LegID, identity: CallerIdentity)] {
    effects.compactMap { if case .dial(let leg, _, let who) = $0 { (leg, who) } else { nil } }
  }

  @Test mutating func seatOf12345SeesItAnd110DoesNot() throws {
    let first = try #require(dialled(call("12345", id: 1, isNuisance: true)).first)
    #expect(first.identity.nuisance == WalkSite.nuisance)
    _ = send(.answered(first.leg))
    let pressed = send(
      .command(
        CommandID(1), seat: "1001", key: "transfer-110", pressed: Instant(microseconds: clock)))
    #expect(try #require(dialled(pressed).first).identity.nuisance == nil)
  }

  @Test mutating func callTowards110KnowsNothingOfIt() throws {
    let effects = call("110", id: 1, isNuisance: true)
    #expect(try #require(dialled(effects).first).identity.nuisance == nil)
    let records = effects.compactMap { if case .record(let record) = $0 { record } else { nil } }
    #expect(records.last?.nuisance == nil)
  }

  @Test mutating func itWaitsBehindEverybodyElse() throws {
    for seat in ["1001", "1002"] as [SeatName] { _ = send(.seatReachable(seat, false)) }
    _ = call("12345", id: 1, isNuisance: true)
    _ = call("12345", id: 2, isNuisance: false)
    let rung = dialled(send(.seatReachable("1001", true)))
    #expect(rung.map(\.identity.call) == [CallID(2)])
    _ = send(.answered(try #require(rung.first).leg))
    #expect(dialled(send(.seatReachable("1002", true))).map(\.identity.call) == [CallID(1)])
  }
}
