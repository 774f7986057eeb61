import Audio
import CPJSIP
import Glibc
import Testing

@testable import Media

/// Our concealment beside PJMEDIA's, on the same losses: it holds nothing back, and is no worse.
@Suite struct ConcealmentComparison {
  @Test func noWorseThanPJMEDIAs() throws {
    let voice = ConcealmentSamples.speech(seconds: 20)
    for percent in [2, 5, 10] {
      let lost = ConcealmentSamples.losses(units: voice.count / 80, percent: percent)
      let ours = ConcealmentSamples.ours(voice, lost)
      let theirs = try ConcealmentSamples.theirs(voice, lost)
      // Theirs comes 5 ms late: compared where it belongs.
      let own = ConcealmentSamples.segmentalSNR(voice, ours, delay: 0, lost)
      let other = ConcealmentSamples.segmentalSNR(voice, theirs, delay: 40, lost)
      print("\(percent) % lost: segmental SNR ours \(own) dB, PJMEDIA's \(other) dB")
      #expect(own > other)
    }
  }
}
