/// Who heard whom from when to when, drawn from what the phones measured in the audio they received.
struct DemoHearing {
  /// One listener hears one voice without a break.
  struct Span: Equatable {
    let listener: String
    /// A party, or `ringback`, `silence`, `noise`.
    let voice: String
    /// Microseconds.
    let from: Int64
    let to: Int64
  }

  private(set) var spans: [Span] = []

  init(_ events: [DemoEvent], tones: [(String, String)]) {
    let voices = Dictionary(uniqueKeysWithValues: tones.map { ($0.1, $0.0) })
    var open: [String: [String: Int64]] = [:]
    for event in events {
      let leg = event.source + "/" + (event.fields["leg"] ?? "")
      switch event.name {
      case "hears":
        let heard = Set(event.heard.map { voices[$0] ?? $0 }).subtracting(["nothing"])
        close(&open, leg, event.source, keep: heard, at: event.time)
        for voice in heard where open[leg]?[voice] == nil {
          open[leg, default: [:]][voice] = event.time
        }
      case "hungup": close(&open, leg, event.source, keep: [], at: event.time)
      default: break
      }
    }
    spans.sort { ($0.from, $0.listener) < ($1.from, $1.listener) }
  }

  private mutating func close(
    _ open: inout [String: [String: Int64]], _ leg: String, _ listener: String,
    keep: Set<String>, at time: Int64
  ) {
    for (voice, from) in open[leg] ?? [:] where !keep.contains(voice) {
      if time > from {
        spans.append(Span(listener: listener, voice: voice, from: from, to: time))
      }
      open[leg]?[voice] = nil
    }
  }

  /// Microseconds of a period in which the listener heard the voice.
  func time(_ listener: String, _ voice: String, _ from: Int64, _ to: Int64) -> Int64 {
    of(listener, voice).reduce(0) { $0 + max(0, min($1.to, to) - max($1.from, from)) }
  }

  /// When the listener first heard the voice at or after a moment.
  func first(_ listener: String, _ voice: String, after moment: Int64) -> Int64? {
    of(listener, voice).filter { $0.to > moment }.map { max($0.from, moment) }.min()
  }

  func of(_ listener: String, _ voice: String) -> [Span] {
    spans.filter { $0.listener == listener && $0.voice == voice }
  }

  /// A bar of `width` columns over a period: where the voice was heard.
  func bar(_ listener: String, _ voice: String, _ from: Int64, _ to: Int64, width: Int) -> String {
    let step = max(1, (to - from) / Int64(width))
    return (0..<Int64(width)).map { column in
      let start = from + column * step
      return time(listener, voice, start, start + step) * 2 >= step ? "█" : "·"
    }.joined()
  }
}
