import Audio
import Glibc
import Media
import Testing

/// A sound card as far as the mixer is concerned: its end of the line, served whenever the studio's
/// time passes.
final class FakeCard {
  let line = SoundLine()
  private var end: CardSoundEnd
  private var phase = 0
  private var givenAt: Int64
  private(set) var heard: [Int16] = []
  var tone = 0.0

  init() {
    end = line.takeCardEnd()
    givenAt = Clock.now()
  }

  /// Gives as much voice as time has passed, and takes everything that is to be heard.
  func serve() {
    var room = [Int16](repeating: 0, count: 4_096)
    let count = min(1_600, Int(Clock.now() - givenAt) * 8 / 1_000)
    givenAt += Int64(count) * 125
    for i in 0..<count {
      room[i] = Levels.clipped(6_000 * sin(2 * Double.pi * tone * Double(phase + i) / 8_000))
    }
    phase += count
    room.withUnsafeMutableBufferPointer { room in
      if end.session != 0 { end.give(room.baseAddress!, count: count) }
      let taken = end.take(room.baseAddress!, count: 4_096)
      heard += room[0..<taken]
    }
  }

  func hears(_ frequency: Double) -> Double {
    Goertzel.amplitude(of: frequency, in: heard.suffix(4_000))
  }
}

@Suite(.serialized) struct CardStreamTests {
  /// A citizen on the network and a seat with a sound card, then a third: the card hears and is
  /// heard as any of them, and what the network's parties hear goes on without a break.
  @Test func cardAmongPhones() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let police = try studio.join("police", tone: 1_500)
    let card = FakeCard()
    card.tone = 1_100
    let seat = try studio.plane.open(card: card.line)
    studio.plane.hear(
      [
        Hearing(listener: studio.id("citizen"), voices: [seat]),
        Hearing(listener: seat, voices: [studio.id("citizen")]),
      ], token: 901)
    #expect(studio.inForce(901))
    studio.plane.watchFirstVoice(from: studio.id("police"), to: seat, token: 77)
    func passes(_ condition: () -> Bool) -> Bool {
      studio.wait {
        card.serve()
        return condition()
      }
    }
    #expect(passes { citizen.hears(1_100) > 5_000 && card.hears(700) > 5_000 })
    #expect(
      passes { card.hears(700) > 5_000 && card.hears(1_100) < 100 && card.hears(1_500) < 100 })
    let level = Levels.dBm0(meanSquare: 6_000 * 6_000 / 2)
    #expect(passes { abs((studio.plane.level(of: seat)?.rms ?? 0) - level) < 0.5 })

    let everybody = [studio.id("citizen"), studio.id("police"), seat]
    studio.plane.hear(
      everybody.map { Hearing(listener: $0, voices: everybody) }, token: 902)
    #expect(
      passes {
        citizen.hears(1_100) > 5_000 && citizen.hears(1_500) > 5_000 && card.hears(700) > 5_000
          && card.hears(1_500) > 5_000 && police.hears(1_100) > 5_000
      })
    #expect(passes { card.hears(700) > 5_000 && card.hears(1_100) < 100 }, "itself")
    #expect(
      studio.wait(for: { if case .firstVoice(77, _) = $0 { true } else { false } }) != nil)

    studio.plane.hear(
      [
        Hearing(listener: studio.id("citizen"), voices: [studio.id("police")]),
        Hearing(listener: studio.id("police"), voices: [studio.id("citizen")]),
      ], token: 903)
    studio.plane.close(seat)
    let closed = studio.wait(for: { if case .closed(seat, _) = $0 { true } else { false } })
    #expect(closed != nil)
    #expect(passes { citizen.hears(1_500) > 5_000 && citizen.hears(1_100) < 100 })
    expectContinuous(citizen.packets)

    // The next call comes to the same card.
    let again = try studio.plane.open(card: card.line)
    #expect(again != seat)
    studio.plane.hear([Hearing(listener: again, voices: [studio.id("citizen")])], token: 904)
    #expect(passes { card.hears(700) > 5_000 })
    #expect(throws: MediaError.self) { try studio.plane.open(card: card.line) }
  }

  /// A card that says nothing and takes nothing costs nobody else a frame.
  @Test func deadCard() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let police = try studio.join("police", tone: 1_500)
    let line = SoundLine()
    let seat = try studio.plane.open(card: line)
    let everybody = [studio.id("citizen"), studio.id("police"), seat]
    studio.plane.hear(everybody.map { Hearing(listener: $0, voices: everybody) }, token: 1)
    #expect(studio.inForce(1))
    #expect(studio.hearing(100))
    #expect(studio.wait { citizen.hears(1_500) > 5_000 && police.hears(700) > 5_000 })
    expectContinuous(citizen.packets)
    #expect(line.starved > 50 && line.overflowed > 20)
    #expect(studio.plane.statistics().overflows == 0)
  }
}
