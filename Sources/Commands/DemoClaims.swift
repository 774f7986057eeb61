/// What must have been so, each held against what was measured.
struct DemoClaims {
  struct Claim {
    let sentence: String
    let holds: Bool
    /// The measurement behind it.
    let proof: String
  }

  private(set) var claims: [Claim] = []

  init(_ play: DemoPlay, _ hearing: DemoHearing, _ record: DemoRecord?) {
    guard let call = play.moments["call"], let end = play.moments["end"] else { return }
    talkThrough(play, hearing)
    handOver(play, hearing)
    threeWay(play, hearing)
    anchored(play, from: call, to: end)
    stream(play)
    recorded(record)
  }

  private mutating func claim(_ sentence: String, _ holds: Bool, _ proof: String) {
    claims.append(Claim(sentence: sentence, holds: holds, proof: proof))
  }

  private mutating func talkThrough(_ play: DemoPlay, _ hearing: DemoHearing) {
    guard let key = play.moments["key"], let answer = play.moments["2001 answers"] else { return }
    // A phone sends no voice while its own key is down (RFC 4733): 100 ms, the end, a breath.
    let (from, period) = (key + 300_000, answer - key - 300_000)
    for (listener, voice) in [("citizen", "1001"), ("1001", "citizen")] {
      let share = hearing.time(listener, voice, from, answer) * 100 / max(1, period)
      claim(
        "while 2001 rang, \(listener) went on hearing \(voice)", share >= 95,
        "\(share) % of the time")
    }
  }

  private mutating func handOver(_ play: DemoPlay, _ hearing: DemoHearing) {
    guard let answer = play.moments["2001 answers"] else { return }
    for (listener, voice) in [("citizen", "2001"), ("2001", "citizen")] {
      let first = hearing.first(listener, voice, after: answer)
      claim(
        "after its answer \(listener) heard \(voice)", first != nil,
        first.map { "from \(DemoReport.milliseconds($0 - answer)) ms on" } ?? "never")
    }
    let released = play.stage.events.first {
      $0.source == "1001" && $0.name == "hungup" && $0.time > answer
        && $0.fields["by"] == "peer"
    }
    claim(
      "then the box let 1001 go", released != nil,
      released.map { "BYE \(DemoReport.milliseconds($0.time - answer)) ms after the answer" }
        ?? "it never did")
  }

  private mutating func threeWay(_ play: DemoPlay, _ hearing: DemoHearing) {
    guard let join = play.moments["1001 joins"], let leave = play.moments["1001 leaves"],
      let end = play.moments["end"]
    else { return }
    let parties = DemoPlay.tones.map(\.0)
    for listener in parties {
      let others = parties.filter { $0 != listener }
      let times = others.map { hearing.time(listener, $0, join, leave) }
      claim(
        "three talked: \(listener) heard \(others.joined(separator: " and "))",
        times.allSatisfy { $0 * 2 > leave - join },
        times.map { DemoReport.milliseconds($0) }.joined(separator: " and ") + " ms of "
          + DemoReport.milliseconds(leave - join))
    }
    let rest = [("citizen", "2001"), ("2001", "citizen")].map {
      hearing.time($0.0, $0.1, leave + 100_000, end) * 100 / max(1, end - leave - 100_000)
    }
    claim(
      "when 1001 had left, citizen and 2001 went on", rest.allSatisfy { $0 >= 95 },
      "\(rest[0]) and \(rest[1]) % of the time")
  }

  private mutating func anchored(_ play: DemoPlay, from call: Int64, to end: Int64) {
    let requests = play.stage.events.filter { $0.source == "citizen" && $0.name == "request" }
    claim(
      "the citizen's dialog saw no SIP message from answer to hang-up", requests.isEmpty,
      requests.isEmpty ? "0 requests" : requests.compactMap { $0.fields["method"] }.joined())
  }

  private mutating func stream(_ play: DemoPlay) {
    guard let last = play.counters.last?.fields else { return }
    let kinds = ["ssrc-changes", "seq-jumps", "ts-jumps", "lost"]
    claim(
      "the citizen received one continuous RTP stream",
      kinds.allSatisfy { last[$0] == "0" } && play.counters.count == 5,
      kinds.map { "\($0) \(last[$0] ?? "?")" }.joined(separator: ", "))
    let late = play.lateness.map(\.late)
    claim(
      "at each change at most one packet was missing or late", late.allSatisfy { $0 <= 1 },
      "late " + late.map(String.init).joined(separator: ", "))
  }

  private mutating func recorded(_ record: DemoRecord?) {
    guard let record else { return claim("the call left one record", false, "none") }
    claim(
      "the call left one record, 1001 its first receiver, 2001 its last",
      record.firstReceiver == "1001" && record.finalReceiver == "2001"
        && record.ending == "caller-hung-up",
      "\(record.firstReceiver ?? "-"), \(record.finalReceiver ?? "-"), \(record.ending ?? "-")")
    let complete = record.transfers.filter { $0.outcome == "connected" && $0.missing.isEmpty }
    let missing = record.transfers.filter { !$0.missing.isEmpty }.map {
      "\($0.key) lacks \($0.missing.joined(separator: " "))"
    }
    claim(
      "both transfers carry T0 to T6", complete.count == 2,
      complete.count == 2 ? "2 of 2" : missing.joined(separator: "; "))
  }
}
