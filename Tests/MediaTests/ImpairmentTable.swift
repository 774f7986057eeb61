import Glibc
import Testing

@testable import Media

/// The tables of docs/impairment.md, made anew by `LIANDONG_IMPAIRMENT=7200 swift test --filter ImpairmentTable`;
/// the number is how many seconds of skew.
@Suite(.serialized) struct ImpairmentTable {
  private static let wanted = getenv("LIANDONG_IMPAIRMENT").flatMap { Int(String(cString: $0)) }
  private static let isWanted = wanted != nil

  private func row(_ columns: Any...) {
    print("| " + columns.map { "\($0)" }.joined(separator: " | ") + " |")
  }

  private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  @Test(.enabled(if: isWanted)) func losses() throws {
    for codec in AudioCodec.allCases {
      let sounds = try [ImpairedSound.speech(codec), .sentences(codec)]
      let clean = try sounds.map {
        try $0.play(Impairment(), milliseconds: 30_000, keepsSamples: true)
      }
      for (loss, burst, jitter) in [
        (1.0, 1.0, 0.0), (2, 1, 0), (5, 1, 0), (10, 1, 0), (10, 3, 0), (10, 1, 50),
      ] {
        let impairment = Impairment(loss: loss, burst: burst, jitter: jitter)
        let out = try sounds.map {
          try $0.play(impairment, milliseconds: 30_000, keepsSamples: true)
        }
        let likeness = zip(out, clean).map { ImpairedSound.likeness($0, beside: $1) }
        row(
          codec, "\(Int(loss)) %", Int(burst), Int(jitter), out[0].lost.count, out[0].madeUp,
          out[0].silent, rounded(likeness[0].distance), rounded(likeness[0].distanceOfSilence),
          rounded(likeness[0].signalToNoise), rounded(likeness[1].distance),
          rounded(likeness[1].distanceOfSilence), rounded(likeness[1].signalToNoise))
      }
    }
  }

  @Test(.enabled(if: isWanted)) func jitter() throws {
    for codec in [AudioCodec.pcma, .opus] {
      for time in [10, 20, 30, 60] where codec.packetTime(nearest: time) == time {
        let sound = ImpairedSound.speech(codec, packetTime: time)
        for (name, impairment) in [
          ("none", Impairment()), ("20 ms", Impairment(jitter: 20)),
          ("50 ms", Impairment(jitter: 50)),
          ("100 ms", Impairment(jitter: 100)), ("5 % overtaken", Impairment(overtaken: 5)),
          ("20 % twice", Impairment(doubled: 20)),
        ] {
          let out = try sound.play(impairment, milliseconds: 60_000)
          row(
            codec, time, name, out.madeUp, out.silent, rounded(out.heldMean),
            rounded(out.held(percentile: 99)), rounded(out.heldAtEnd))
        }
      }
    }
  }

  @Test(.enabled(if: isWanted)) func skew() throws {
    for (codec, skew, jitter) in [
      (AudioCodec.l16, 200.0, 0.0), (.l16, -200, 0), (.l16, 0, 0), (.pcma, 200, 10),
      (.pcma, -200, 10),
    ] {
      let seconds = jitter == 0 && skew != 0 ? Self.wanted ?? 0 : min(600, Self.wanted ?? 0)
      let out = try ImpairedSound.tone(codec).play(
        Impairment(jitter: jitter, skew: skew), milliseconds: seconds * 1_000, measuresTone: true)
      row(
        codec, Int(skew), Int(jitter), seconds, out.madeUp, out.silent, rounded(out.heldMean),
        rounded(out.held(percentile: 99)), rounded(out.heldAtEnd), rounded(out.click),
        rounded(out.dip))
    }
  }
}
