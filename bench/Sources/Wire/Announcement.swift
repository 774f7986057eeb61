internal import Foundation

/// A merged number in its transition: the prompt plays while the desk rings, and is cut at the answer.
struct Announcement {
  let desks: Desks
  let results: Results

  /// What a site needs beside the contract's.
  static let number = "[number 12396]\nmode = whole\nmerged-on = \(today)\n"

  private static var today: String {
    Date.now.formatted(.iso8601.year().month().day())
  }

  func run(calls: Int) throws {
    var (heard, first, rest): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<calls {
      for phone in [desks.citizen, desks.first, desks.target] { phone.reset() }
      desks.first.answers = (200, 1_200 + Double.random(in: 0..<20))
      desks.citizen.call("12396", from: "13800138000")
      guard desks.stage.run(4_000, until: { desks.first.log.ackAt != nil }) else {
        throw BenchError("the call to 12396 was not answered")
      }
      desks.stage.run(300)
      guard let answered = desks.first.log.finalSent else { throw BenchError("no answer") }
      let arrivals = desks.citizen.ear.arrivals
      func isSeat(_ arrival: Ear.Arrival) -> Bool { arrival.heard.contains { $0.speaker == 1 } }
      heard.append(Double(arrivals.count { $0.at < answered && $0.peak > 1_000 }) * 20)
      let voice = arrivals.first { $0.at >= answered && isSeat($0) }?.at
      first.append(voice.map { Double($0 - answered) / 1e6 } ?? .infinity)
      // Sound of the box after the seat's first packet: the prompt that went on.
      let late = arrivals.last { $0.at > voice ?? .max && !isSeat($0) && $0.peak > 1_000 }?.at
      rest.append(late.map { Double($0 - answered) / 1e6 } ?? 0)
      guard desks.end() else { throw BenchError("the call to 12396 did not end") }
    }
    results.add("announcement.heard-while-ringing", "ms", heard)
    results.add("announcement.answer-to-seat", "ms", first)
    results.add("announcement.goes-on-after", "ms", rest)
  }
}
