internal import Glibc

/// Changes the rate of a whole sound once, when it is loaded; not for real time.
package enum Resampler {
  /// `samples` at `to` hertz: each new sample is the old sound through a Hann-windowed sinc that
  /// lets pass what both rates can carry.
  package static func convert(_ samples: [Int16], from: Int, to: Int) -> [Int16] {
    guard from != to else { return samples }
    let ratio = Double(from) / Double(to)
    // Of one, when the rate rises; lower, when it falls, so that nothing folds back.
    let cutoff = min(1, 1 / ratio) * 0.94
    let reach = 24 / cutoff
    let count = Int((Double(samples.count) / ratio).rounded())
    return (0..<count).map { index in
      let center = Double(index) * ratio
      let first = max(0, Int((center - reach).rounded(.up)))
      let last = min(samples.count - 1, Int(center + reach))
      guard first <= last else { return 0 }
      var sum = 0.0
      var weights = 0.0
      for i in first...last {
        let distance = Double(i) - center
        let window = 0.5 + 0.5 * cos(Double.pi * distance / reach)
        let angle = Double.pi * distance * cutoff
        let weight = window * (angle == 0 ? 1 : sin(angle) / angle)
        sum += weight * Double(samples[i])
        weights += weight
      }
      // Near the ends part of the kernel is missing; dividing by what is left keeps the level.
      return Levels.clipped(weights > 0 ? sum / max(weights, 0.5 / cutoff) : 0)
    }
  }
}
