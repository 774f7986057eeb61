internal import Glibc

/// Doubles or halves the rate of a stream between 8,000 and 16,000 Hz, for real time: what both
/// rates can carry passes (0 to 3,400 Hz within 0.1 dB), what would fold back (from 4,700 Hz on) is more than 50 dB down.
///
/// A Kaiser-windowed half-band sinc of 47 taps, of which every second one is zero. Delays by 11 and a
/// half samples of the lower rate, 1.4 ms.
package struct HalfBand: BitwiseCopyable {
  /// Samples of memory that one value needs, given to ``init(_:kernel:)``.
  package static var needed: Int { @_noLocks @_noAllocation get { 46 } }
  /// Taps on each side that are not zero.
  private static var taps: Int { @_noLocks @_noAllocation get { 12 } }
  /// Of the samples of the lower rate that are needed from before.
  private static var reach: Int { @_noLocks @_noAllocation get { 23 } }

  private let history: UnsafeMutablePointer<Int16>
  private let kernel: HalfBandKernel

  /// - Parameter memory: room for ``needed`` samples, all zero, for as long as the value is used.
  @_noLocks @_noAllocation
  package init(_ memory: UnsafeMutablePointer<Int16>, kernel: HalfBandKernel) {
    history = memory
    self.kernel = kernel
  }

  /// Forgets everything: what comes next has nothing to do with what came before.
  @_noLocks @_noAllocation
  package func reset() { for i in 0..<HalfBand.needed { history[i] = 0 } }

  /// `count` samples at 8,000 Hz become twice as many at 16,000; `count` is 23...160.
  @_noLocks @_noAllocation
  package func double(
    _ samples: UnsafePointer<Int16>, into out: UnsafeMutablePointer<Int16>, count: Int
  ) {
    let (line, sums) = (kernel.even, kernel.sums)
    for i in 0..<HalfBand.reach { line[i] = Float(history[i]) }
    for i in 0..<count { line[HalfBand.reach &+ i] = Float(samples[i]) }
    for i in 0..<HalfBand.reach { history[i] = samples[count &- HalfBand.reach &+ i] }
    for i in 0..<count { sums[i] = 0 }
    for tap in 0..<HalfBand.taps {
      let weight = kernel.weights[tap] * 2
      let (before, after) = (line + (11 &- tap), line + (12 &+ tap))
      for i in 0..<count { sums[i] += weight * (before[i] + after[i]) }
    }
    for i in 0..<count {
      out[2 &* i] = HalfBand.rounded(sums[i])
      out[2 &* i &+ 1] = Int16(truncatingIfNeeded: Int32(line[i &+ 12]))
    }
  }

  /// Twice `count` samples at 16,000 Hz become `count` at 8,000; `count` is 23...160.
  @_noLocks @_noAllocation
  package func halve(
    _ samples: UnsafePointer<Int16>, into out: UnsafeMutablePointer<Int16>, count: Int
  ) {
    let (even, odd, sums) = (kernel.even, kernel.odd, kernel.sums)
    let reach = HalfBand.reach
    for i in 0..<reach {
      even[i] = Float(history[2 &* i])
      odd[i] = Float(history[2 &* i &+ 1])
    }
    for i in 0..<count {
      even[reach &+ i] = Float(samples[2 &* i])
      odd[reach &+ i] = Float(samples[2 &* i &+ 1])
    }
    for i in 0..<HalfBand.needed { history[i] = samples[2 &* count &- HalfBand.needed &+ i] }
    for i in 0..<count { sums[i] = 0.5 * odd[i &+ 11] }
    for tap in 0..<HalfBand.taps {
      let weight = kernel.weights[tap]
      let (before, after) = (even + (11 &- tap), even + (12 &+ tap))
      for i in 0..<count { sums[i] += weight * (before[i] + after[i]) }
    }
    for i in 0..<count { out[i] = HalfBand.rounded(sums[i]) }
  }

  @_noLocks @_noAllocation
  private static func rounded(_ value: Float) -> Int16 {
    Int16(max(-32_768, min(32_767, value + (value < 0 ? -0.5 : 0.5))))
  }
}

/// The weights that all ``HalfBand``s of a thread share, and the room in which they work.
package struct HalfBandKernel: BitwiseCopyable, @unchecked Sendable {
  let weights: UnsafeMutablePointer<Float>
  let even: UnsafeMutablePointer<Float>
  let odd: UnsafeMutablePointer<Float>
  let sums: UnsafeMutablePointer<Float>

  /// ``deallocate()`` gives the memory back.
  package init() {
    weights = .allocate(capacity: 12)
    even = .allocate(capacity: 256)
    odd = .allocate(capacity: 256)
    sums = .allocate(capacity: 256)
    for room in [even, odd, sums] { room.initialize(repeating: 0, count: 256) }
    let half = 24.0
    let raw = (0..<12).map { tap -> Double in
      let distance = Double(2 * tap + 1)
      let angle = Double.pi * distance / 2
      let inside = (1 - (distance / half) * (distance / half)).squareRoot()
      return sin(angle) / angle * HalfBandKernel.bessel(5.65 * inside)
    }
    // Both sides together are a half, so that a level stays what it was.
    let sum = raw.reduce(0, +) * 4
    for (tap, weight) in raw.enumerated() { (weights + tap).initialize(to: Float(weight / sum)) }
  }

  package func deallocate() {
    for room in [weights, even, odd, sums] { room.deallocate() }
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
}
