import Audio
import Foundation

@testable import Media

/// What is sent through a bad network, and what is measured of what comes out of it.
struct ImpairedSound {
  let codec: AudioCodec
  let packetTime: Int
  /// Packets, again and again.
  let payloads: [[UInt8]]

  /// Samples a second of what comes out.
  static func rate(_ codec: AudioCodec) -> Int { codec.law == nil ? 16_000 : 8_000 }

  /// Something like speech (``ConcealmentSamples``).
  static func speech(_ codec: AudioCodec, packetTime: Int = 20, seconds: Int = 30) -> ImpairedSound
  {
    let rate = codec.isWide ? 16_000 : 8_000
    return ImpairedSound(
      codec, packetTime, ConcealmentSamples.speech(seconds: seconds, rate: rate))
  }

  /// Sentences that the box itself has (espeak), which end at 4,000 Hz.
  static func sentences(_ codec: AudioCodec, packetTime: Int = 20) throws -> ImpairedSound {
    let prompts = URL(filePath: #filePath).appending(
      path: "../../../firmware-config/rootfs/usr/share/liandong/prompts")
    var samples: [Int16] = []
    for name in ["guide-petition", "guide-discipline", "overload", "nobody-told"] {
      samples += try WAV.read(
        Array(Data(contentsOf: prompts.appending(path: "\(name).wav").standardized)))
    }
    return ImpairedSound(codec, packetTime, codec.isWide ? doubled(samples) : samples)
  }

  private static func doubled(_ samples: [Int16]) -> [Int16] {
    let kernel = HalfBandKernel()
    defer { kernel.deallocate() }
    var memory = [Int16](repeating: 0, count: HalfBand.needed)
    var out = [Int16](repeating: 0, count: samples.count / 160 * 320)
    memory.withUnsafeMutableBufferPointer { memory in
      out.withUnsafeMutableBufferPointer { out in
        samples.withUnsafeBufferPointer { samples in
          let doubler = HalfBand(memory.baseAddress!, kernel: kernel)
          for frame in 0..<samples.count / 160 {
            doubler.double(
              samples.baseAddress! + frame * 160, into: out.baseAddress! + frame * 320, count: 160)
          }
        }
      }
    }
    return out
  }

  /// Samples of a tone's period at 8,000 Hz: units of 10 ms that are left out or put in twice break it
  /// as badly as can be.
  static let period = 23
  static let peak = 8_000.0

  /// A tone of 348 Hz that goes on for ever.
  static func tone(_ codec: AudioCodec, packetTime: Int = 20) -> ImpairedSound {
    let scale = codec.isWide ? 2 : 1
    let samples = (0..<period * packetTime * 8 * scale).map {
      Levels.clipped(peak * sin(2 * Double.pi * Double($0) / Double(period * scale)))
    }
    return ImpairedSound(codec, packetTime, samples)
  }

  private init(_ codec: AudioCodec, _ packetTime: Int, _ samples: [Int16]) {
    self.codec = codec
    self.packetTime = packetTime
    let coder = PeerCodec(codec)
    let size = packetTime * coder.rate / 1_000
    payloads = stride(from: 0, through: samples.count - size, by: size).map {
      coder.encode(Array(samples[$0..<$0 + size]))
    }
  }

  /// What became of a voice.
  struct Outcome {
    /// Units of 10 ms since the first that was heard: as sent, made up, nothing.
    var voice = 0
    var madeUp = 0
    var silent = 0
    /// Milliseconds that the buffer held back.
    var held: [Double] = []
    /// All that was heard, where it is kept, and where in what was sent each unit ends.
    var samples: [Int16] = []
    var positions: [Double] = []
    /// Units of 10 ms that never arrived.
    var lost: Set<Int> = []
    /// Of a tone: the largest sample that is not the tone's continuation, in dB under the tone's peak, and the
    /// least level of 6 ms.
    var click = -120.0
    var dip = 0.0

    /// What was heard, at its place in what was sent; without what was being made longer or shorter.
    func timeline(_ size: Int) -> [Int16?] {
      var places = [Int16?](repeating: nil, count: samples.count)
      for index in 1..<positions.count
      where abs(positions[index] - positions[index - 1] - 1) < 0.001 {
        let start = Int((positions[index - 1] * Double(size)).rounded())
        if start < 0 || start + size > places.count { continue }
        for i in 0..<size { places[start + i] = samples[index * size + i] }
      }
      return places
    }

    var heldMean: Double { held.reduce(0, +) / Double(max(1, held.count)) }
    var heldAtEnd: Double { held.suffix(500).reduce(0, +) / Double(max(1, min(500, held.count))) }
    func held(percentile: Double) -> Double {
      held.isEmpty
        ? 0 : held.sorted()[min(held.count - 1, Int(Double(held.count) * percentile / 100))]
    }
  }

  /// How the units that were lost sound, beside what is heard when nothing is lost. What is just being made longer
  /// or shorter is left out.
  struct Likeness {
    /// The mean of their signal-to-noise ratios, each within -10...35 dB; silence has 0.
    var signalToNoise = 0.0
    /// The mean distance of their spectra (17 bands from 200 to 3,400 Hz), in dB.
    var distance = 0.0
    /// The same if they were silent.
    var distanceOfSilence = 0.0
  }

  static func likeness(_ heard: Outcome, beside clean: Outcome) -> Likeness {
    let size = clean.samples.count / clean.held.count
    let (wanted, got) = (clean.timeline(size), heard.timeline(size))
    var likeness = Likeness()
    var count = 0.0
    // A hundred are enough, and the same ones always.
    let lost = heard.lost.sorted()
    for unit in lost.enumerated().filter({ $0.offset % (1 + lost.count / 100) == 0 }).map(\.element)
    {
      let range = unit * size..<(unit + 1) * size
      guard range.upperBound <= min(wanted.count, got.count) else { continue }
      let (own, other) = (wanted[range].compactMap { $0 }, got[range].compactMap { $0 })
      guard own.count == size, other.count == size else { continue }
      var (signal, noise) = (0.0, 0.0)
      for i in 0..<size {
        let difference = Double(other[i]) - Double(own[i])
        signal += Double(own[i]) * Double(own[i])
        noise += difference * difference
      }
      guard signal > Double(size) * 100 * 100 else { continue }
      likeness.signalToNoise += max(-10, min(35, 10 * log10(signal / max(noise, 1))))
      let spectra = [own, other, []].map { spectrum($0, size) }
      likeness.distance += distance(spectra[0], spectra[1])
      likeness.distanceOfSilence += distance(spectra[0], spectra[2])
      count += 1
    }
    for path in [\Likeness.signalToNoise, \.distance, \.distanceOfSilence] {
      likeness[keyPath: path] /= max(1, count)
    }
    return likeness
  }

  private static func distance(_ own: [Double], _ other: [Double]) -> Double {
    let squares = zip(own, other).map { ($0 - $1) * ($0 - $1) }
    return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
  }

  /// The levels of 17 bands in dB, never far below what can be heard.
  private static func spectrum(_ samples: [Int16], _ size: Int) -> [Double] {
    let windowed = samples.enumerated().map {
      Double($1) * (1 - cos(2 * Double.pi * (Double($0) + 0.5) / Double(size)))
    }
    return (1...17).map { band in
      let coefficient = 2 * cos(2 * Double.pi * Double(band) * 200 / Double(size * 100))
      var (last, before) = (0.0, 0.0)
      for sample in windowed { (last, before) = (sample + coefficient * last - before, last) }
      let power = max(0, last * last + before * before - coefficient * last * before)
      return 20 * log10(2 * power.squareRoot() / Double(size) + 10)
    }
  }

  /// Plays for so long.
  ///
  /// - Parameters:
  ///   - measuresTone: looks for clicks, from the second second on.
  ///   - speaks: whether the packet of this number is sent.
  func play(
    _ impairment: Impairment, milliseconds: Int, keepsSamples: Bool = false,
    measuresTone: Bool = false, speaks: (Int) -> Bool = { _ in true }
  ) throws -> Outcome {
    var impairment = impairment
    impairment.packetTime = packetTime
    var outcome = Outcome()
    var tone = ToneWatch(period: ImpairedSound.period * ImpairedSound.rate(codec) / 8_000)
    let voice = try ImpairedVoice(codec, impairment)
    voice.play(milliseconds: milliseconds) { number in
      speaks(number) ? payloads[number % payloads.count] : nil
    } _: { unit in
      switch unit.kind {
      case .voice: outcome.voice += 1
      case .concealed: outcome.madeUp += 1
      case .nothing:
        if outcome.voice > 0 { outcome.silent += 1 }
      }
      outcome.held.append(unit.held)
      if keepsSamples {
        outcome.samples += unit.samples
        outcome.positions.append(unit.position)
      }
      if measuresTone, outcome.held.count > 100 { tone.take(unit.samples) }
    }
    let units = packetTime / 10
    for packet in voice.lost { outcome.lost.formUnion(packet * units..<(packet + 1) * units) }
    outcome.click = tone.click
    outcome.dip = tone.dip
    return outcome
  }
}

/// Looks whether a tone goes on as it should.
private struct ToneWatch {
  private let coefficient: Double
  private let period: Int
  private var last = (0.0, 0.0)
  private var worst = 0.0
  private var energies: [Double] = []
  private var energy = 0.0
  private var least = Double.infinity
  private var count = 0

  init(period: Int) {
    coefficient = 2 * cos(2 * Double.pi / Double(period))
    self.period = period
  }

  mutating func take(_ samples: [Int16]) {
    for sample in samples {
      let value = Double(sample)
      // Of any sine of this frequency, however loud and wherever it stands, this is nothing.
      if count > 1 { worst = max(worst, abs(value - coefficient * last.0 + last.1)) }
      last = (value, last.0)
      count += 1
      energy += value * value
      if count % period == 0 {
        energies.append(energy)
        energy = 0
        if energies.count == 2 {
          least = min(least, energies[0] + energies[1])
          energies.removeFirst()
        }
      }
    }
  }

  var click: Double { 20 * log10(max(worst, 0.01) / ImpairedSound.peak) }
  var dip: Double {
    let whole = ImpairedSound.peak * ImpairedSound.peak * Double(period)
    return least.isFinite ? 10 * log10(max(least, 1) / whole) : 0
  }
}
