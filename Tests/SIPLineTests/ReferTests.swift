import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  @Suite struct ReferTests {
    private let phone: Side
    private let box: Side
    private let leg: LegID

    /// A seat in a call.
    init() throws {
      phone = try Side(Sites.phone())
      phone.react = { line, event in
        if case .incoming(let leg, _) = event { line.answer(leg) }
      }
      box = try Side(Sites.box(seat1001: phone.line.listeningPort(of: "lan")!))
      leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      let (box, phone, leg) = (box, phone, leg)
      try #require(pump(box, phone) { box.answered(leg) && phone.media(of: LegID(1)) != nil })
    }

    private var statuses: [Int] {
      phone.events.compactMap {
        if case .referStatus(_, let status, _) = $0 { status } else { nil }
      }
    }

    @Test func blindTransferIsToldTheTruth() throws {
      let own = try #require(phone.incoming).leg
      phone.line.refer(own, to: "sip:110@127.0.0.2")
      try #require(
        pump(box, phone) {
          box.has { if case .refer(leg, .number("110"), _) = $0 { true } else { false } }
        })
      box.line.notify(leg, .accepted)
      box.line.notify(leg, .ringing)
      box.line.notify(leg, .final(status: 486))
      try #require(pump(box, phone) { statuses.count == 4 })
      #expect(statuses == [202, 100, 180, 486])
      #expect(box.line.status.legs == 1)
      // The subscription is over: what comes later is for nobody.
      box.line.notify(leg, .final(status: 200))
    }

    @Test func refusedTransfer() throws {
      let own = try #require(phone.incoming).leg
      phone.line.refer(own, to: "sip:999@127.0.0.2")
      try #require(
        pump(box, phone) { box.has { if case .refer = $0 { true } else { false } } })
      box.line.notify(leg, .refused(status: 404))
      try #require(pump(box, phone) { statuses == [404] })
    }

    @Test func attendedTransferNamesTheOtherLeg() throws {
      let second = box.newLeg()
      box.line.dial(second, .seat("1001"), Sites.identity)
      try #require(pump(box, phone) { box.answered(second) && phone.media(of: LegID(2)) != nil })
      phone.line.refer(LegID(1), to: "sip:110@127.0.0.2", replacing: LegID(2))
      try #require(
        pump(box, phone) {
          box.has {
            if case .refer(leg, .replaces(second, number: "110"), _) = $0 { true } else { false }
          }
        })
      box.line.notify(leg, .accepted)
      box.line.notify(leg, .final(status: 200))
      try #require(pump(box, phone) { statuses == [202, 100, 200] })
    }

    @Test func releaseWhileTheTransferWaitsAnswersIt() throws {
      let own = try #require(phone.incoming).leg
      phone.line.refer(own, to: "sip:110@127.0.0.2")
      try #require(
        pump(box, phone) { box.has { if case .refer = $0 { true } else { false } } })
      box.line.release(leg, .callEnded)
      box.line.notify(leg, .accepted)
      try #require(pump(box, phone) { statuses == [603] })
      try #require(pump(box, phone) { box.line.status.dialogs == 0 })
    }
  }
}
