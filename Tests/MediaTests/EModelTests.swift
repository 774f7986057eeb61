import Media
import Testing

/// Points of the E-model that G.107 and G.113 give for G.711.
@Suite struct EModelTests {
  @Test func withoutLossItIsAsGoodAsNarrowBandGets() {
    #expect(abs(EModel.score(lost: 0, delay: 0) - 4.41) < 0.01)
  }

  @Test func lossAndDelayMakeItWorse() {
    let scores = [0.0, 0.01, 0.03, 0.1, 0.3].map { EModel.score(lost: $0, delay: 20) }
    #expect(scores == scores.sorted(by: >))
    #expect(abs(EModel.score(lost: 0.01, delay: 0) - 4.34) < 0.05)
    #expect(EModel.score(lost: 0, delay: 400) < EModel.score(lost: 0, delay: 150))
  }

  @Test(arguments: [-1.0, 0, 0.5, 1, 2]) func itStaysOnTheScale(lost: Double) {
    #expect((1...4.5).contains(EModel.score(lost: lost, delay: 10_000)))
    #expect((1...4.5).contains(EModel.score(lost: lost, delay: 0)))
  }
}
