/// Targets that do not answer: whether the citizen stays with a person.
struct Failures {
  let desks: Desks
  let results: Results
  /// What its figures' names begin with, dot included.
  var prefix = ""

  private struct Case {
    let name: String
    /// nil: it rings and never answers.
    let status: Int?
    /// Whether it answers at all, be it by 180.
    let isDead: Bool
    let wait: Double
  }

  private static let cases = [
    Case(name: "busy", status: 486, isDead: false, wait: 500),
    Case(name: "declined", status: 603, isDead: false, wait: 500),
    Case(name: "not-found", status: 404, isDead: false, wait: 500),
    Case(name: "unavailable", status: 480, isDead: false, wait: 500),
    Case(name: "rings-out", status: nil, isDead: false, wait: 16_500),
    Case(name: "dead", status: nil, isDead: true, wait: 6_000),
  ]

  /// - Parameter rounds: of each quick failure and key source; the slow ones run once.
  func run(rounds: Int) throws {
    var (dropped, silent, tried) = (0, 0, 0)
    for failure in Failures.cases {
      let isQuick = failure.wait < 1_000
      for kind in isQuick ? desks.exchange.kinds : [.rfc4733] {
        for _ in 0..<(isQuick ? rounds : 1) {
          tried += 1
          switch try round(failure, kind) {
          case .dropped: dropped += 1
          case .silent: silent += 1
          case .talking: break
          }
        }
      }
    }
    results.add("\(prefix)failures.tried", "calls", value: Double(tried))
    results.add("\(prefix)failures.dropped", "calls", value: Double(dropped))
    results.add("\(prefix)failures.left-in-silence", "calls", value: Double(silent))
  }

  private enum Outcome {
    case talking
    case silent
    case dropped
  }

  private func round(_ failure: Case, _ kind: KeyKind) throws -> Outcome {
    try desks.talk()
    let (citizen, target) = (desks.citizen, desks.target)
    desks.stage.run(60)
    target.answers = failure.status.map { ($0, 20) }
    target.rings = !failure.isDead
    target.isDeaf = failure.isDead
    defer {
      target.rings = true
      target.isDeaf = false
    }
    var pressed: Int64 = 0
    try kind.press(desks) { pressed = $0 }
    let asked = desks.stage.run(3_000) { target.log.inviteAt != nil }
    guard asked else { throw BenchError("\(failure.name): the key brought no INVITE") }
    desks.stage.run(failure.wait)
    let end = Time.wall()
    if citizen.log.byeAt != nil { return .dropped }
    let talks = citizen.ear.first(1, after: end - 100_000_000) != nil
    let isSilent = citizen.ear.longestGap(from: pressed - 50_000_000, to: end) > 200_000_000
    guard desks.end() else { throw BenchError("\(failure.name): the call did not end") }
    return talks && !isSilent ? .talking : .silent
  }
}
