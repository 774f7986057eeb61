import Audio
import Testing

@testable import Media

/// A plane whose commands wait for the end of their owner's turn.
@Suite(.serialized) struct GatheringTests {
  @Test func gatheredCommandsGoOutWithAChangeOfHearingOrAtTheEndOfTheTurn() throws {
    let studio = try Studio()
    studio.plane.gatherCommands()
    let citizen = try studio.join("citizen", tone: 700)
    try studio.join("seat", tone: 1_100)
    // The change takes what was negotiated before it along.
    #expect(studio.inForce(studio.hear("citizen: seat", "seat: citizen")))
    #expect(studio.wait { citizen.hears(1_100, last: 15) > 4_000 })
    studio.plane.close(studio.id("seat"))
    citizen.forget()
    #expect(studio.wait { citizen.packets.count >= 20 }, "the turn goes on: nothing was closed")
    studio.plane.endTurn()
    let closed = studio.wait(for: { if case .closed = $0 { true } else { false } })
    #expect(closed != nil)
  }

  /// More commands in one turn than a ring holds: they go out in pieces, and control does not wait for ever.
  @Test func aTurnMayBeLongerThanARing() throws {
    let studio = try Studio()
    studio.plane.gatherCommands()
    let citizen = try studio.join("citizen", tone: 700)
    try studio.join("seat", tone: 1_100)
    for _ in 0..<10_000 {
      studio.plane.watchFirstVoice(from: studio.id("seat"), to: studio.id("citizen"), token: 0)
    }
    #expect(studio.inForce(studio.hear("citizen: seat", "seat: citizen")))
    #expect(studio.wait { citizen.hears(1_100, last: 15) > 4_000 })
  }

  /// One change may be more commands than a ring holds: they arrive all the same, each once and in order.
  @Test func aChangeMayBeLargerThanARing() throws {
    let ring = Ring<Int>(capacity: 64, filler: 0)
    var queue = CommandQueue(ring.takeProducer())
    var consumer = ring.takeConsumer()
    var read: [Int] = []
    func take() {
      var command = 0
      while consumer.pop(into: &command) { read.append(command) }
    }
    for number in 0..<1_000 { queue.add(number) }
    queue.publish(wake: take)
    take()
    #expect(read == Array(0..<1_000))
  }
}
