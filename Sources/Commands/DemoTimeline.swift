/// The events of the call as sentences, in the order in which they happened.
struct DemoTimeline {
  struct Line {
    let time: Int64
    let party: String
    let sentence: String
  }

  let lines: [Line]

  init(_ events: [DemoEvent], tones: [(String, String)]) {
    var names = Dictionary(uniqueKeysWithValues: tones.map { ($0.1, $0.0) })
    for beep in DemoPlay.beeps { names[beep] = "a beep" }
    lines = events.compactMap { [names] event in
      Self.sentence(event, names).map {
        Line(time: event.time, party: event.source, sentence: $0)
      }
    }.sorted { $0.time < $1.time }
  }

  private static func sentence(_ event: DemoEvent, _ names: [String: String]) -> String? {
    let fields = event.fields
    switch (event.source, event.name) {
    case ("citizen", "invite-sent"): return "calls 12345"
    case (_, "incoming") where event.source != "box":
      return "rings: INVITE, the citizen's number \(fields["from"] ?? "-")"
    case ("citizen", "answered"): return "is answered"
    case (_, "answered"): return "answers"
    case (_, "pressed"): return "presses \(fields["digit"] ?? "?")"
    case (_, "hears"):
      let voices = Set(event.heard.map { names[$0] ?? $0 }).sorted()
      return "hears " + voices.joined(separator: " and ")
    case (_, "hungup"): return fields["by"] == "us" ? "hangs up" : "is let go: BYE"
    case (_, "gap"): return "got no packet for \(fields["ms"] ?? "?") ms"
    case (_, "rtp-problem"): return "sees a flaw in the RTP: \(fields["kind"] ?? "?")"
    case ("box", "key-accepted"): return "accepts the key of \(fields["seat"] ?? "?")"
    case ("box", "key-refused"):
      return "refuses the key of \(fields["seat"] ?? "?"): \(fields["reason"] ?? "?")"
    case ("box", "ended"): return "has ended the call: \(fields["ending"] ?? "?")"
    default: return nil
    }
  }
}
