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

  /// Of a second.
  private static let framesPerSecond = 50
  private static let window = 3
  private static let agreement = 3
  /// Below this peak amplitude (-40 dBFS) a tone is no tone.
  private static let faintest = 300.0
  /// Below this level, dBFS, there is silence: comfort noise is quieter.
  private static let silence = -50.0

  private let tones: ToneList
  /// Samples a second of what is heard now.
  private var rate = 8_000
  private var frames: [Frame] = []
  private var rest: [Int16] = []
  private(set) var heard: [String] = ["nothing"]
  private var candidate: [String] = []
  private var votes = 0
  private var lastChange: Int64 = 0
  /// Milliseconds of each finding, windows that did not make it to a change included.
  private(set) var totals: [String: Int] = [:]

  init(_ tones: ToneList) { self.tones = tones }

  /// Takes sound that arrived at one moment; tells each change that it proves.
  mutating func hear(_ samples: [Int16], rate: Int = 8_000, arrived: Int64) -> [Change] {
    if rate != self.rate {
      // Sound of two rates cannot be looked at together.
      self.rate = rate
      (frames, rest) = ([], [])
    }
    rest += samples
    var changes: [Change] = []
    let frame = rate / Self.framesPerSecond
    while rest.count >= frame {
      frames.append(Frame(samples: Array(rest[..<frame]), arrived: arrived))
      rest.removeFirst(frame)
      if frames.count > 12 { frames.removeFirst() }
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
    guard votes >= agreement(on: found), found != heard else { return nil }
    let since = beginning(of: found, after: heard)
    heard = found
    lastChange = since
    return Change(heard: found, since: since)
  }

  private func find(_ samples: [Int16]) -> [String] {
    guard Levels.rms(samples) > Self.silence else { return ["silence"] }
    let levels = tones.entries.map { entry in
      (entry: entry, level: amplitude(of: entry, in: samples))
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

  /// Of a tone above half the rate none: who looks for it finds what is below.
  private func amplitude(of entry: ToneList.Entry, in samples: [Int16]) -> Double {
    guard entry.frequency < Double(rate / 2) else { return 0 }
    return Goertzel.amplitude(of: entry.frequency, in: samples, rate: Double(rate))
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

  /// The arrival of the frame from which on all is as found: the tones that came are there, or, when
  /// none came, those that went are gone, or the level has changed.
  private func beginning(of found: [String], after old: [String]) -> Int64 {
    let came = tones.entries.filter { found.contains($0.name) && !old.contains($0.name) }
    let went = tones.entries.filter { !found.contains($0.name) && old.contains($0.name) }
    let changed = came.isEmpty ? went : came
    // What was before the last change says nothing about this one.
    let frames = frames.drop { $0.arrived < lastChange }
    let starts: [Int]
    if old == ["nothing"] {
      starts = [frames.count - Self.window - agreement(on: found) + 1]
    } else if changed.isEmpty {
      starts = [turn(in: frames.map { Levels.rms($0.samples) })]
    } else {
      starts = changed.map { tone in
        turn(in: frames.map { amplitude(of: tone, in: $0.samples) })
      }
    }
    let start = min(max(0, starts.max() ?? 0), frames.count - 1)
    return frames[frames.startIndex + start].arrived
  }

  /// The first of the values at the end that lie on one side of the middle between first and last.
  private func turn(in levels: [Double]) -> Int {
    guard let first = levels.first, let last = levels.last else { return 0 }
    let middle = (first + last) / 2
    return (levels.lastIndex { ($0 > middle) != (last > first) } ?? -1) + 1
  }

  /// How many windows must agree. A tone that is cut off sounds like noise for a moment, so that
  /// noise beside a tone must last.
  private func agreement(on found: [String]) -> Int {
    found.count > 1 && found.last == tones.other ? 2 * Self.agreement : Self.agreement
  }
}
