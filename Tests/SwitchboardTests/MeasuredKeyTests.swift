import Routing
import Switchboard
import Testing

/// T0…T6 of a transfer, in whichever order the media threads report them.
@Suite struct MeasuredKeyTests {
  private var board = Switchboard(directory: WalkSite.directory, keys: WalkSite.keys)
  private let citizen: LegID

  init() {
    citizen = board.newLeg()
  }

  private func at(_ microseconds: Int64) -> Instant { Instant(microseconds: microseconds) }

  private func dialled(_ effects: [Effect]) throws -> LegID {
    try #require(
      effects.lazy.compactMap { if case .dial(let leg, _, _) = $0 { leg } else { nil } }.first)
  }

  private func heard(_ effects: [Effect]) throws -> Int {
    try #require(
      effects.lazy.compactMap { if case .hear(_, _, let serial) = $0 { serial } else { nil } }.last)
  }

  /// The media threads report only what somebody waits for.
  @Test mutating func onlyATransferWaitsForTheHearing() throws {
    let arrival = Arrival(
      call: CallID(1), party: .citizen("carrier"), callerNumber: "1", dialled: "12345",
      sipCallID: "a", wallClock: 0)
    let seat = try dialled(board.handle(.incoming(citizen, arrival), at: at(0)))
    let effects = board.handle(.answered(seat), at: at(1_000_000))
    #expect(effects.contains { if case .hear(_, _, nil) = $0 { true } else { false } })
  }

  @Test(arguments: [true, false]) mutating func allSevenTimesAreThere(voiceFirst: Bool) throws {
    let arrival = Arrival(
      call: CallID(1), party: .citizen("carrier"), callerNumber: "1", dialled: "12345",
      sipCallID: "a", wallClock: 0)
    let seat = try dialled(board.handle(.incoming(citizen, arrival), at: at(0)))
    _ = board.handle(.answered(seat), at: at(1_000_000))
    for digit in "*2" {
      _ = board.handle(
        .digit(seat, digit, .telephoneEvent, pressed: at(9_000_000)), at: at(9_000_100))
    }
    let target = LegID(seat.rawValue + 1)
    _ = board.handle(.inviteSent(target, sipCallID: "b"), at: at(9_000_500))
    _ = board.handle(.ringing(target, earlyMedia: false), at: at(9_001_000))
    let serial = try heard(board.handle(.answered(target), at: at(9_500_000)))
    let inForce = Event.hearingInForce(CallID(1), serial: serial)
    for event in voiceFirst ? [.firstVoice(target), inForce] : [inForce, .firstVoice(target)] {
      _ = board.handle(event, at: at(event == inForce ? 9_500_300 : 9_500_400))
    }
    let last = board.handle(.hungUp(citizen, .onHook), at: at(20_000_000))
    let record = try #require(
      last.lazy.compactMap { if case .record(let record) = $0 { record } else { nil } }.last)
    let transfer = try #require(record.transfers.first)
    #expect(transfer.t0 == 9_000_000)
    #expect(transfer.t1 == 9_000_100)
    #expect(transfer.t2 == 9_000_500)
    #expect(transfer.t3 == 9_001_000)
    #expect(transfer.t4 == 9_500_000)
    // A report that is late is noted when it comes: a call's time never runs back.
    #expect(transfer.t5 == (voiceFirst ? 9_500_400 : 9_500_300))
    #expect(transfer.t6 == 9_500_400)
  }
}
