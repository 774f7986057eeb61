/// The E-model's estimate of how a conversation sounds (ITU-T G.107), for G.711 with concealment.
package enum EModel {
  /// The mean opinion score, 1.0 to 4.5, for a leg as the box received it.
  ///
  /// - Parameters:
  ///   - lost: share of packets that never arrived, 0 to 1.
  ///   - delay: one-way mouth-to-ear delay in milliseconds, as far as it is known.
  package static func score(lost: Double, delay: Double) -> Double {
    // R of a perfect narrow-band connection, less what delay and loss take away.
    let rating = 93.2 - impairment(ofDelay: delay) - impairment(ofLoss: min(1, max(0, lost)))
    guard rating > 0 else { return 1 }
    guard rating < 100 else { return 4.5 }
    let score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6
    return min(4.5, max(1, score))
  }

  /// Id, in the usual approximation of G.107's curve (knee at 177.3 ms).
  private static func impairment(ofDelay delay: Double) -> Double {
    0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0)
  }

  /// Ie-eff of G.711 with packet loss concealment: Ie 0, Bpl 25.1, random loss (G.113 table I.4).
  private static func impairment(ofLoss lost: Double) -> Double {
    let percent = 100 * lost
    return 95 * percent / (percent + 25.1)
  }
}
