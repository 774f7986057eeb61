import Audio
import Foundation

@testable import Phone

/// Samples and packets to measure.
enum Sounds {
  /// A sum of sines, each at `level` dBm0; `from` and `count` are samples.
  static func tone(
    _ frequencies: [Double], from: Int = 0, count: Int, level: Double = -10, rate: Int = 8_000
  ) -> [Int16] {
    let peak = Levels.peak(dBm0: level)
    return (from..<from + count).map { index in
      Levels.clipped(
        frequencies.reduce(0) { $0 + peak * sin(2 * .pi * $1 * Double(index) / Double(rate)) })
    }
  }

  /// The voice packet number `index` of a stream of 20 ms packets.
  static func packet(
    _ index: Int, of frequency: Double = 600, source: UInt32 = 7, sequence: UInt16? = nil,
    timestamp: UInt32? = nil
  ) -> RTPPacket {
    let samples = tone([frequency], from: index * 160, count: 160)
    return RTPPacket(
      payloadType: 8, sequence: sequence ?? UInt16(truncatingIfNeeded: 65_530 + index),
      timestamp: timestamp ?? UInt32(truncatingIfNeeded: 4_294_967_000 + index * 160),
      source: source, payload: G711.tables.encode(samples, law: .a))
  }
}
