internal import Glibc

/// A signalling tone: frequencies that sound and pause in a fixed order.
package struct Tone: Sendable, Equatable {
  /// One step of a cadence: the frequencies that sound together (none: a pause) and how long.
  package struct Step: Sendable, Equatable {
    /// Frequencies in hertz, each at the tone's level.
    package let frequencies: [Double]
    /// Duration in milliseconds, more than 0.
    package let milliseconds: Int

    /// Sound of `frequencies` for `milliseconds`.
    package static func on(_ frequencies: [Double], _ milliseconds: Int) -> Step {
      Step(frequencies: frequencies, milliseconds: milliseconds)
    }

    /// Silence for `milliseconds`.
    package static func off(_ milliseconds: Int) -> Step {
      Step(frequencies: [], milliseconds: milliseconds)
    }
  }

  /// The steps of one period.
  package let steps: [Step]
  /// The level of each frequency in dBm0.
  package let level: Double

  /// A tone of `steps` at `level` dBm0.
  package init(_ steps: [Step], level: Double = -10) {
    self.steps = steps
    self.level = level
  }

  /// One period of the tone as samples; played again and again it is the tone.
  ///
  /// Each sounding step starts at phase 0 and rises and falls over 4 ms, so that it does not click;
  /// a tone without a pause is made so long that its last cycle ends where the first begins.
  package func render(rate: Int = 8_000) -> [Int16] {
    let peak = Levels.peak(dBm0: level)
    let continuous = steps.count == 1
    let ramp = rate / 250
    var samples: [Int16] = []
    for step in steps {
      let count = rate * step.milliseconds / 1_000
      for i in 0..<count {
        let value = step.frequencies.reduce(0.0) {
          $0 + peak * sin(2 * Double.pi * $1 * Double(i) / Double(rate))
        }
        let edge = Double(min(i, count - 1 - i)) / Double(ramp)
        samples.append(Levels.clipped(continuous ? value : value * min(1, edge)))
      }
    }
    return samples
  }
}
