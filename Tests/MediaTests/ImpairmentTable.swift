import Glibc
import Testing

@testable import Media

/// The table of docs/impairment.md, made anew by `LIANDONG_IMPAIRMENT=1 swift test --filter ImpairmentTable`.
@Suite(.serialized) struct ImpairmentTable {
  static let isWanted = getenv("LIANDONG_IMPAIRMENT") != nil

  @Test(.enabled(if: isWanted)) func losses() throws {
    for codec in AudioCodec.allCases {
      for (name, sound) in [
        ("synth", ImpairedSound.speech(codec)), ("real", try ImpairedSound.sentences(codec)),
      ] {
        let clean = try sound.play(Impairment(), milliseconds: 30_000, keepsSamples: true)
        for (loss, burst, jitter) in [
          (1.0, 1.0, 0.0), (5, 1, 0), (10, 1, 0), (10, 3, 0), (5, 1, 50),
        ] {
          let impairment = Impairment(loss: loss, burst: burst, jitter: jitter)
          let out = try sound.play(impairment, milliseconds: 30_000, keepsSamples: true)
          print(
            "loss \(codec) \(name) \(loss) burst \(burst) jitter \(jitter): voice \(out.voice) made \(out.madeUp) silent \(out.silent) held \(out.heldMean) like \(ImpairedSound.likeness(out, beside: clean))"
          )
        }
      }
    }
  }

  @Test(.enabled(if: isWanted)) func jitter() throws {
    for codec in [AudioCodec.pcma, .l16, .opus] {
      for time in [10, 20, 30, 60] where !(codec == .opus && time == 30) {
        let sound = ImpairedSound.speech(codec, packetTime: time)
        for impairment in [
          Impairment(jitter: 0), Impairment(jitter: 20), Impairment(jitter: 50),
          Impairment(jitter: 100),
          Impairment(overtaken: 5), Impairment(doubled: 20),
        ] {
          let out = try sound.play(impairment, milliseconds: 60_000)
          print(
            "jitter \(codec) \(time) ms, \(impairment.jitter) overtaken \(impairment.overtaken) doubled \(impairment.doubled): voice \(out.voice) made \(out.madeUp) silent \(out.silent) held \(out.heldMean) p99 \(out.held(percentile: 99)) end \(out.heldAtEnd)"
          )
        }
      }
    }
  }

  @Test(.enabled(if: isWanted)) func skew() throws {
    let minutes = Int(String(cString: getenv("LIANDONG_IMPAIRMENT"))) ?? 10
    for codec in [AudioCodec.l16, .pcma, .opus] {
      let sound = ImpairedSound.tone(codec)
      for skew in [200.0, -200, 0] {
        for jitter in [0.0, 10] {
          let out = try sound.play(
            Impairment(jitter: jitter, skew: skew), milliseconds: minutes * 60_000,
            measuresTone: true)
          print(
            "skew \(codec) \(skew) jitter \(jitter): voice \(out.voice) made \(out.madeUp) silent \(out.silent) held \(out.heldMean) p99 \(out.held(percentile: 99)) end \(out.heldAtEnd) click \(out.click) dip \(out.dip)"
          )
        }
      }
    }
  }
}
