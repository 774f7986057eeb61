/// A prompt of the media plane's present sounds.
package struct PromptID: Hashable, Sendable, BitwiseCopyable {
  let index: UInt16
  /// Tells two recordings apart that had the same place at different times.
  let edition: UInt32
}

/// A sound that never ends: prompts, once, one after the other, and then something for ever, so that
/// nobody is left in silence when they are over.
package struct Sound: Sendable, Equatable {
  /// What plays for ever.
  package enum Loop: UInt16, Sendable, CaseIterable {
    /// Comfort noise: for listeners whose voices do the talking.
    case silence
    case ringback
    case busy
    case congestion
    case dial
    case music
    /// The short beep now and then that reminds a seat of who it put on hold.
    case reminder
  }

  /// At most ``Intros/most``; what is more is not played.
  package var intros: [PromptID]
  package var loop: Loop

  package init(intros: [PromptID], loop: Loop) {
    self.intros = intros
    self.loop = loop
  }

  package init(intro: PromptID? = nil, loop: Loop) {
    self.init(intros: intro.map { [$0] } ?? [], loop: loop)
  }
}

/// The places of a sound's prompts in the bank, those that are still to be played.
struct Intros: BitwiseCopyable {
  static let most = 3

  private(set) var first = SoundBank.none
  private var second = SoundBank.none
  private var third = SoundBank.none

  @_noLocks @_noAllocation
  init() {}

  init(_ places: [UInt16]) {
    if places.count > 0 { first = places[0] }
    if places.count > 1 { second = places[1] }
    if places.count > 2 { third = places[2] }
  }

  /// The first has been played.
  @_noLocks @_noAllocation
  mutating func advance() {
    first = second
    second = third
    third = SoundBank.none
  }
}

/// A sound that is played once over whatever a listener hears.
package enum Overlay: Sendable, Equatable {
  /// A key was accepted.
  case confirm
  /// A key was refused.
  case refusal
  /// The country's busy tone, and its tone for what cannot be reached: one period.
  case busy
  case congestion
  case prompt(PromptID)
  /// The same as softly as sounds under voices are.
  case soft(PromptID)

  var isSoft: Bool { if case .soft = self { true } else { false } }
}
