/// The tones that a phone knows by name.
struct ToneList: Equatable, Sendable {
  struct Entry: Equatable, Sendable {
    /// As it stands in events: `440`, `ringback`.
    let name: String
    /// Hertz.
    let frequency: Double
  }

  let entries: [Entry]
  /// What sound is called that is none of the tones.
  let other: String

  /// Reads hertz, `ringback` and `music`; at most 16.
  init?(_ words: [String]) {
    var entries: [Entry] = []
    var other = "noise"
    for word in words {
      switch word {
      case "ringback": entries.append(Entry(name: word, frequency: 450))
      case "music": other = "music"
      case "noise": other = "noise"
      default:
        guard let hertz = Double(word), (20...7000).contains(hertz) else { return nil }
        entries.append(Entry(name: word, frequency: hertz))
      }
    }
    guard !words.isEmpty, entries.count <= 16 else { return nil }
    self.entries = entries
    self.other = other
  }
}
