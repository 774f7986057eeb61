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
    /// Whether the seat is heard so much louder than it speaks.
    func isHeard(_ decibels: Double, within tolerance: Double) -> Bool {
      studio.wait {
        abs(citizen.hears(1_100) / seat.amplitude - Levels.factor(decibels)) < tolerance
      }
    }
    #expect(isHeard(0, within: 0.03))
    studio.plane.setGain(of: studio.id("seat"), decibels: -6)
    #expect(isHeard(-6, within: 0.03), "\(citizen.hears(1_100))")
    #expect(studio.wait { seat.hears(700) > 5_000 })
    studio.plane.setGain(of: studio.id("seat"), decibels: 6)
    #expect(isHeard(6, within: 0.06), "\(citizen.hears(1_100))")
    studio.plane.setGain(of: studio.id("seat"), decibels: 0)
    #expect(isHeard(0, within: 0.03), "\(citizen.hears(1_100))")
    #expect(studio.relays(20, to: "citizen"), "relayed again")
    for peer in [citizen, seat] { expectContinuous(peer.packets) }
  }
}
