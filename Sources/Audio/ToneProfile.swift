/// The tones of one country, and the box's own acknowledgements, which are the same everywhere.
package struct ToneProfile: Sendable {
  /// The callee is being rung.
  package let ringback: Tone
  /// The callee is busy.
  package let busy: Tone
  /// No way through: all trunks taken, or the network refused.
  package let congestion: Tone
  /// Dial.
  package let dial: Tone

  /// The profile of a two-letter country code; nil when there is none for it.
  ///
  /// `CN` (YD/T 728, GF002), `US` (ANSI T1.401), `GB` (BT SIN 350) and `ITU` (E.180).
  package static func named(_ country: String) -> ToneProfile? { table[country] }

  /// The country codes that ``named(_:)`` knows.
  package static var names: [String] { table.keys.sorted() }

  /// China: one frequency, 450 Hz, told apart by cadence.
  package static let china = ToneProfile(
    ringback: Tone([.on([450], 1_000), .off(4_000)]),
    busy: Tone([.on([450], 350), .off(350)]),
    congestion: Tone([.on([450], 700), .off(700)]),
    dial: Tone([.on([450], 1_000)]))

  private static let table: [String: ToneProfile] = [
    "CN": china,
    "US": ToneProfile(
      ringback: Tone([.on([440, 480], 2_000), .off(4_000)], level: -16),
      busy: Tone([.on([480, 620], 500), .off(500)], level: -16),
      congestion: Tone([.on([480, 620], 250), .off(250)], level: -16),
      dial: Tone([.on([350, 440], 1_000)], level: -16)),
    "GB": ToneProfile(
      ringback: Tone(
        [.on([400, 450], 400), .off(200), .on([400, 450], 400), .off(2_000)], level: -16),
      busy: Tone([.on([400], 375), .off(375)]),
      congestion: Tone([.on([400], 400), .off(350), .on([400], 225), .off(525)]),
      dial: Tone([.on([350, 440], 1_000)], level: -16)),
    "ITU": ToneProfile(
      ringback: Tone([.on([425], 1_000), .off(4_000)]),
      busy: Tone([.on([425], 500), .off(500)]),
      congestion: Tone([.on([425], 250), .off(250)]),
      dial: Tone([.on([425], 1_000)])),
  ]
}

extension Tone {
  /// A seat at a sound card is rung: 1.4 s every 3.4 s, unlike any tone of a telephone network.
  package static let ring = Tone(
    [.on([740, 880], 400), .off(200), .on([740, 880], 800), .off(2_000)], level: -12)

  /// A bell: somebody is wanted, whoever hears it.
  package static let bell = Tone(
    [.on([880], 200), .on([1_175], 200), .on([880], 200), .on([1_175], 200), .off(700)], level: -9)

  /// A key was accepted: two short rising beeps.
  package static let confirm = Tone(
    [.on([880], 90), .off(40), .on([1_175], 110)], level: -14)

  /// A key was refused: three low beeps, unlike any busy tone.
  package static let refusal = Tone(
    [.on([330], 120), .off(60), .on([330], 120), .off(60), .on([330], 120)], level: -12)

  /// Somebody is waiting on hold: a short beep now and then.
  package static let reminder = Tone([.on([1_400], 120), .off(14_880)], level: -18)
}
