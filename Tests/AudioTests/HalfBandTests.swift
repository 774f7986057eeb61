import Audio
import Glibc
import Testing

/// Between 8,000 and 16,000 Hz: what both carry passes, what one does not is not there.
@Suite struct HalfBandTests {
  private func tone(_ frequency: Double, rate: Double, count: Int) -> [Int16] {
    (0..<count).map {
      Levels.clipped(8_000 * sin(2 * Double.pi * frequency * Double($0) / rate))
    }
  }

  /// A second of it, frame by frame; without the first frames, in which the filter fills.
  private func convert(_ samples: [Int16], doubling: Bool, count: Int) -> [Int16] {
    let kernel = HalfBandKernel()
    let memory = UnsafeMutablePointer<Int16>.allocate(capacity: HalfBand.needed)
    memory.initialize(repeating: 0, count: HalfBand.needed)
    defer {
      kernel.deallocate()
      memory.deallocate()
    }
    let converter = HalfBand(memory, kernel: kernel)
    var result: [Int16] = []
    samples.withUnsafeBufferPointer { samples in
      let step = doubling ? count : 2 * count
      var out = [Int16](repeating: 0, count: doubling ? 2 * count : count)
      for offset in stride(from: 0, to: samples.count - step, by: step) {
        if doubling {
          converter.double(samples.baseAddress! + offset, into: &out, count: count)
        } else {
          converter.halve(samples.baseAddress! + offset, into: &out, count: count)
        }
        result += out
      }
    }
    return Array(result.dropFirst(640))
  }

  @Test(arguments: [200.0, 1_000, 2_000, 3_000, 3_400], [80, 160])
  func speechPassesBothWays(frequency: Double, count: Int) {
    let up = convert(tone(frequency, rate: 8_000, count: 8_000), doubling: true, count: count)
    let raised = Goertzel.amplitude(of: frequency, in: up, rate: 16_000)
    #expect(abs(raised - 8_000) < 100, "\(raised)")
    let image = Goertzel.amplitude(of: 8_000 - frequency, in: up, rate: 16_000)
    #expect(image < 20, "mirrored at 4,000 Hz: \(image)")
    let down = convert(tone(frequency, rate: 16_000, count: 16_000), doubling: false, count: count)
    let lowered = Goertzel.amplitude(of: frequency, in: down)
    #expect(abs(lowered - 8_000) < 100, "\(lowered)")
  }

  @Test(arguments: [4_700.0, 5_000, 6_000, 7_500]) func nothingFoldsBack(frequency: Double) {
    let down = convert(tone(frequency, rate: 16_000, count: 16_000), doubling: false, count: 160)
    let loudest = down.map { abs(Int($0)) }.max() ?? 0
    #expect(loudest < 20, "50 dB below 8,000 are 25: \(loudest)")
  }

  @Test func fullScaleIsClippedAndNotWrapped() {
    let square = (0..<4_000).map { $0 % 40 < 20 ? Int16.max : Int16.min }
    let up = convert(square, doubling: true, count: 160)
    for (index, pair) in zip(up, up.dropFirst(2)).enumerated() where up[index] > 30_000 {
      #expect(pair.1 > -32_700 || up[index + 1] < 32_000, "a wrap at \(index)")
    }
    #expect(up.max() == .max && up.min() == .min)
  }
}
