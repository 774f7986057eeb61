import Audio
import Media
import Testing

@Suite(.serialized) struct GainTests {
  /// A voice with a gain is heard by so much louder, also by whom alone it would have been relayed to;
  /// the other way is relayed as ever.
  @Test func aVoiceWithAGainIsHeardSo() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(20))
    let before = citizen.hears(1_100)
    #expect(before > 5_000)
    studio.plane.setGain(of: studio.id("seat"), decibels: -6)
    #expect(studio.hearing(60))
    let softer = citizen.hears(1_100)
    #expect(abs(softer / before - Levels.factor(-6)) < 0.03, "\(before) becomes \(softer)")
    #expect(seat.hears(700) > 5_000)
    studio.plane.setGain(of: studio.id("seat"), decibels: 6)
    #expect(studio.hearing(60))
    #expect(abs(citizen.hears(1_100) / before - Levels.factor(6)) < 0.06)
    let mixed = studio.plane.statistics().framesMixed
    studio.plane.setGain(of: studio.id("seat"), decibels: 0)
    #expect(studio.hearing(60))
    #expect(abs(citizen.hears(1_100) / before - 1) < 0.03)
    #expect(studio.plane.statistics().framesMixed < mixed + 40, "relayed again")
    for peer in [citizen, seat] { expectContinuous(peer.packets) }
  }
}
