internal import Audio
internal import Glibc

/// Says which of the known tones are in what a phone hears, and since when.
///
/// Sound comes in frames of 20 ms. A window of three is looked at with each; a finding counts when
/// three windows in a row agree (60 ms). Its time is that of the frame in which it began.
struct Ear {
  /// What is heard now.
  struct Change: Equatable {
    /// Names of tones in the list's order, or one of `silence`, `noise`, `music`, `nothing`.
    let heard: [String]
    /// When its first frame arrived, microseconds.
    let since: Int64
  }

  private struct Frame {
    let samples: [Int16]
    let arrived: Int64
  }

  static let frame = 160
  private static let window = 3
  private static let agreement = 3
  /// Below this peak amplitude (-40 dBFS) a tone is no tone.
  private static let faintest = 300.0
  /// Below this level, dBFS, there is silence: comfort noise is quieter.
  private static let silence = -50.0

  private let tones: ToneList
  private var frames: [Frame] = []
  private var rest: [Int16] = []
  private(set) var heard: [String] = ["nothing"]
  private var candidate: [String] = []
  private var votes = 0
  /// Milliseconds of each finding, windows that did not make it to a change included.
  private(set) var totals: [String: Int] = [:]

  init(_ tones: ToneList) { self.tones = tones }

  /// Takes sound that arrived at one moment; tells each change that it proves.
  mutating func hear(_ samples: [Int16], arrived: Int64) -> [Change] {
    rest += samples
    var changes: [Change] = []
    while rest.count >= Self.frame {
      frames.append(Frame(samples: Array(rest[..<Self.frame]), arrived: arrived))
      rest.removeFirst(Self.frame)
      if frames.count > 10 { frames.removeFirst() }
      if let change = judge() { changes.append(change) }
    }
    return changes
  }

  /// No packet has come since `moment`.
  mutating func hearNothing(since moment: Int64) -> Change? {
    frames = []
    rest = []
    votes = 0
    candidate = []
    guard heard != ["nothing"] else { return nil }
    heard = ["nothing"]
    return Change(heard: heard, since: moment)
  }

  private mutating func judge() -> Change? {
    guard frames.count >= Self.window else { return nil }
    let found = find(frames.suffix(Self.window).flatMap(\.samples))
    for name in found { totals[name, default: 0] += 20 }
    if found != candidate { (candidate, votes) = (found, 0) }
    votes += 1
    guard votes >= Self.agreement, found != heard else { return nil }
    let since = beginning(of: found, after: heard)
    heard = found
    return Change(heard: found, since: since)
  }

  private func find(_ samples: [Int16]) -> [String] {
    guard Levels.rms(samples) > Self.silence else { return ["silence"] }
    let levels = tones.entries.map { entry in
      (entry: entry, level: Goertzel.amplitude(of: entry.frequency, in: samples))
    }
    let loudest = levels.map(\.level).max() ?? 0
    let found = levels.filter { tone in
      // Tones that the window cannot tell apart: the stronger one is it.
      let outshone = levels.contains {
        $0.level > tone.level && abs($0.entry.frequency - tone.entry.frequency) < 40
      }
      return !outshone && tone.level > max(Self.faintest, loudest / 12)
    }
    let explained = found.reduce(0.0) { $0 + $1.level * $1.level / 2 }
    let all = windowedPower(samples)
    // What else there is must be clear to the ear: a tenth of the power, and above -40 dBFS.
    let other = all - explained > max(all / 10, Self.faintest * Self.faintest / 2)
    let names = found.map(\.entry.name)
    if names.isEmpty || other { return names + [tones.other] }
    return names
  }

  /// Mean power under the same Hann window as the Goertzel filter's.
  private func windowedPower(_ samples: [Int16]) -> Double {
    var power = 0.0
    for (index, sample) in samples.enumerated() {
      let angle = 2 * Double.pi * (Double(index) + 0.5) / Double(samples.count)
      let value = Double(sample) * (1 - cos(angle))
      power += value * value
    }
    return power / (1.5 * Double(samples.count))
  }

  /// The arrival of the frame in which a changed tone, or the level, went over to its new side.
  private func beginning(of found: [String], after old: [String]) -> Int64 {
    let changed = tones.entries.first { found.contains($0.name) != old.contains($0.name) }
    let levels = frames.map { frame in
      if let changed {
        Goertzel.amplitude(of: changed.frequency, in: frame.samples)
      } else {
        Levels.rms(frame.samples)
      }
    }
    let rises = (levels.last ?? 0) > (levels.first ?? 0)
    let middle = ((levels.last ?? 0) + (levels.first ?? 0)) / 2
    var start = frames.count - Self.window - Self.agreement + 1
    if old != ["nothing"], let last = levels.lastIndex(where: { ($0 > middle) != rises }) {
      start = last + 1
    }
    return frames[min(max(0, start), frames.count - 1)].arrived
  }
}
