import Routing
import Testing

@testable import Switchboard

/// No seat is ever stuck: what a leg holds that no call names is freed.
@Suite struct SeatAuditTests {
  private func desk() -> Desk {
    Desk(directory: WalkSite.directory, keys: KeyTable([]), policy: Policy())
  }

  @Test func aForgottenLegIsFound() {
    var desk = desk()
    desk.engage(.seat("1001"), with: LegID(7))
    desk.engage(.trunk("police", number: "110"), with: LegID(8))
    desk.engage(.seat("1002"), with: LegID(9))
    desk.audit { $0 == LegID(9) }
    #expect(
      desk.effects == [
        .freedByAudit(.seat("1001"), LegID(7)),
        .freedByAudit(.trunk("police", number: "110"), LegID(8)),
      ])
    #expect(desk.seats["1001"].isFree && !desk.seats["1002"].isFree)
    #expect(desk.channels["police"] == 0)
  }

  @Test func inGoodOrderItSaysNothing() {
    var desk = desk()
    desk.engage(.seat("1001"), with: LegID(7))
    desk.audit { _ in true }
    desk.disengage(LegID(7))
    desk.audit { _ in false }
    #expect(desk.effects.isEmpty)
  }

  @Test func anotherSiteFileChangesNoSeat() {
    var desk = desk()
    desk.setPaused("1002", true)
    desk.engage(.seat("1001"), with: LegID(7))
    desk.directory = WalkSite.directory
    #expect(desk.seats.freeCount(of: "12345") == 0)
    desk.disengage(LegID(7))
    #expect(desk.seats.freeCount(of: "12345") == 1)
    #expect(desk.seats.freeCount(of: "everyone") == 2)
  }
}
