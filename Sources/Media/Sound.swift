/// A prompt of the media plane's present sounds.
package struct PromptID: Hashable, Sendable, BitwiseCopyable {
  let index: UInt16
  /// Tells two recordings apart that had the same place at different times.
  let edition: UInt32
}

/// A sound that never ends: an optional prompt, once, and then something for ever, so that nobody
/// is left in silence when the prompt is over.
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

  package var intro: PromptID?
  package var loop: Loop

  package init(intro: PromptID? = nil, loop: Loop) {
    self.intro = intro
    self.loop = loop
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
