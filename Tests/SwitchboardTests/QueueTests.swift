import Routing
import Testing

@testable import Switchboard

/// Where callers stand and how long it takes.
@Suite struct QueueTests {
  private func ticket(_ call: UInt64, priority: Int = 0, at second: Int64 = 0) -> Ticket {
    Ticket(
      priority: priority, called: Instant(microseconds: second * 1_000_000), call: CallID(call))
  }

  @Test func firstComeFirstServedWithinAPriority() {
    var queue = Queue()
    let tickets = [
      ticket(1, at: 5), ticket(2, priority: -1, at: 1), ticket(3, at: 3),
      ticket(4, priority: 1, at: 9),
    ]
    for ticket in tickets { queue.insert(ticket) }
    #expect(queue.tickets.map(\.call.rawValue) == [4, 3, 1, 2])
    #expect(queue.count(before: tickets[0]) == 2)
    queue.remove(tickets[2])
    queue.remove(tickets[2])
    #expect(queue.tickets.map(\.call.rawValue) == [4, 1, 2])
  }

  @Test func aCallStandsInOneQueue() {
    var queues = Queues()
    queues.set(CallID(1), (.group("a"), ticket(1)))
    queues.set(CallID(1), (.group("b"), ticket(1)))
    #expect(queues.count == 1 && queues.waiting.map(\.route) == [.group("b")])
    queues.set(CallID(1), nil)
    #expect(queues.count == 0 && queues.waiting.isEmpty)
  }

  @Test func onlyWhatWasMeasuredIsSaid() {
    var queue = Queue()
    func at(_ second: Int64) -> Instant { Instant(microseconds: second * 1_000_000) }
    for second in [0, 20, 40] { queue.noteAnswer(at: at(Int64(second))) }
    #expect(queue.estimate(position: 1, at: at(41)) == nil)
    queue.noteAnswer(at: at(60))
    #expect(queue.estimate(position: 3, at: at(61)) == .seconds(60))
    // For a minute nobody has been answered: what was is no longer true.
    #expect(queue.estimate(position: 3, at: at(121)) == nil)
  }

  @Test func waitsAreRoundedUpAndLongOnesNotTold() {
    #expect(Prompt.wait(.seconds(1)) == Prompt("wait-1"))
    #expect(Prompt.wait(.seconds(61)) == Prompt("wait-2"))
    #expect(Prompt.wait(.seconds(600)) == Prompt("wait-10"))
    #expect(Prompt.wait(.seconds(601)) == nil)
    #expect(Prompt.position(9) == Prompt("position-9"))
    #expect(Prompt.position(10) == Prompt("position-many"))
  }
}
