internal import Glibc

/// Changes the rate of a stream while it runs, by a ratio that may change at any moment without a
/// click: a windowed sinc, sampled finely, whose position moves by any fraction of a sample.
///
/// For real time: everything is allocated at creation. A delay of 16 samples of the lower rate.
package struct AdaptiveResampler: ~Copyable, @unchecked Sendable {
  /// How finely the sinc is sampled; between two of its phases the result is interpolated.
  private static var phases: Int { @_noLocks @_noAllocation get { 256 } }
  /// Zero crossings of the sinc to both sides, at the lower rate.
  private static var crossings: Double { 16 }
  /// Of input samples that can wait inside, besides the reach of the sinc.
  private static var room: Int { @_noLocks @_noAllocation get { 8_192 } }

  private let taps: Int
  private let nominalStep: Double
  private let kernel: UnsafeMutablePointer<Float>
  private let history: UnsafeMutablePointer<Float>
  private var filled: Int
  /// Of the next output among the samples in `history`.
  private var position: Double
  private var step: Double

  /// A stream at `from` hertz becomes one at `to`; both 4,000 to 192,000.
  package init(from: Int, to: Int) {
    nominalStep = Double(from) / Double(to)
    step = nominalStep
    // Of the input's band: all of it when the rate rises, less when it falls.
    let cutoff = min(1, 1 / nominalStep) * 0.93
    taps = 2 * Int((AdaptiveResampler.crossings * max(1, nominalStep)).rounded(.up))
    kernel = .allocate(capacity: (AdaptiveResampler.phases + 1) * taps)
    history = .allocate(capacity: AdaptiveResampler.room + taps)
    history.initialize(repeating: 0, count: AdaptiveResampler.room + taps)
    filled = taps
    position = Double(taps / 2 - 1) + 1
    fillKernel(cutoff: cutoff)
  }

  deinit {
    kernel.deallocate()
    history.deallocate()
  }

  /// Kaiser-windowed sincs, each phase with a sum of 1, so that a level stays the same.
  private func fillKernel(cutoff: Double) {
    let half = Double(taps / 2)
    for phase in 0...AdaptiveResampler.phases {
      let row = kernel + phase * taps
      let fraction = Double(phase) / Double(AdaptiveResampler.phases)
      var sum = 0.0
      var weights = [Double](repeating: 0, count: taps)
      for tap in 0..<taps {
        let distance = Double(tap - (taps / 2 - 1)) - fraction
        let angle = Double.pi * distance * cutoff
        let inside = max(0, 1 - (distance / half) * (distance / half))
        let window = AdaptiveResampler.bessel(6 * inside.squareRoot())
        weights[tap] = window * (angle == 0 ? 1 : sin(angle) / angle)
        sum += weights[tap]
      }
      for tap in 0..<taps { (row + tap).initialize(to: Float(weights[tap] / sum)) }
    }
  }

  /// The modified Bessel function of the first kind and order 0.
  private static func bessel(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for k in 1..<30 {
      term *= (x / 2 / Double(k)) * (x / 2 / Double(k))
      sum += term
    }
    return sum
  }

  /// Of the input's samples, how many wait here until they are used up.
  package var waiting: Double {
    @_noLocks @_noAllocation get { Double(filled) - position - Double(taps / 2) }
  }

  /// Takes by `correction` more input for the same output than the rates say: 0.0001 is 100 ppm.
  @_noLocks @_noAllocation
  package mutating func correct(_ correction: Double) { step = nominalStep * (1 + correction) }

  /// How many input samples are missing for `count` output samples.
  @_noLocks @_noAllocation
  package func missing(for count: Int) -> Int {
    if count == 0 { return 0 }
    let last = position + Double(count - 1) * step
    return max(0, Int(last) + taps / 2 + 1 - filled)
  }

  /// Takes up to `count` samples; returns how many there was room for.
  @_noLocks @_noAllocation
  package mutating func push(_ samples: UnsafePointer<Int16>, count: Int) -> Int {
    let taken = min(count, AdaptiveResampler.room + taps - filled)
    var i = 0
    while i < taken {
      history[filled &+ i] = Float(samples[i])
      i &+= 1
    }
    filled += taken
    return taken
  }

  /// Writes up to `count` samples; returns how many the input sufficed for.
  @_noLocks @_noAllocation
  package mutating func pull(_ samples: UnsafeMutablePointer<Int16>, count: Int) -> Int {
    var made = 0
    while made < count {
      let whole = Int(position)
      if whole + taps / 2 >= filled { break }
      samples[made] = value(at: whole, fraction: position - Double(whole))
      position += step
      made += 1
    }
    forgetUsed()
    return made
  }

  @_noLocks @_noAllocation
  private func value(at whole: Int, fraction: Double) -> Int16 {
    let scaled = fraction * Double(AdaptiveResampler.phases)
    let phase = Int(scaled)
    let between = Float(scaled - Double(phase))
    let near = kernel + phase &* taps
    let far = near + taps
    let input = history + (whole &- taps / 2 &+ 1)
    var sum: Float = 0
    var next: Float = 0
    // Plain loops with nothing to call in them: fast enough even where nothing is optimised.
    var i = 0
    while i < taps {
      sum += input[i] * near[i]
      next += input[i] * far[i]
      i &+= 1
    }
    let value = sum + (next - sum) * between
    // Rounded by hand: the library's way of rounding is not proved free of locks.
    return Int16(max(-32_768, min(32_767, value + (value < 0 ? -0.5 : 0.5))))
  }

  /// Moves what is still needed to the front.
  @_noLocks @_noAllocation
  private mutating func forgetUsed() {
    let used = Int(position) - (taps / 2 - 1)
    if used <= 0 { return }
    let kept = filled - used
    var i = 0
    while i < kept {
      history[i] = history[i &+ used]
      i &+= 1
    }
    filled = kept
    position -= Double(used)
  }

  /// Forgets everything: what comes next has nothing to do with what came before.
  @_noLocks @_noAllocation
  package mutating func reset() {
    var i = 0
    while i < taps {
      history[i] = 0
      i &+= 1
    }
    filled = taps
    position = Double(taps / 2)
  }
}
