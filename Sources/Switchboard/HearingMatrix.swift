package import Routing

/// What plays for ever, until the matrix changes.
package enum Loop: String, Hashable, Sendable {
  case ringback
  case music
  /// A soft tone now and then that reminds a seat of the call it holds.
  case reminder
  /// The tone for what cannot be reached.
  case congestion
}

/// Sound that the box itself makes: sentences once, one after the other, then something for ever, so
/// never silence.
package struct Sound: Hashable, Sendable {
  package let intros: [Prompt]
  package let loop: Loop

  package init(_ intros: [Prompt], then loop: Loop) {
    self.intros = intros
    self.loop = loop
  }

  package init(_ intro: Prompt? = nil, then loop: Loop) {
    self.init(intro.map { [$0] } ?? [], then: loop)
  }
}

extension Sound: CustomStringConvertible {
  package var description: String {
    intros.map { "prompt \($0) then " }.joined() + loop.rawValue
  }
}

/// What one listener hears: other legs' voices and, beneath them, a sound of the box.
package struct Hearing: Hashable, Sendable {
  package let listener: LegID
  /// Ascending, without the listener.
  package let voices: [LegID]
  package let sound: Sound?

  package init(listener: LegID, voices: [LegID] = [], sound: Sound? = nil) {
    self.listener = listener
    self.voices = voices.sorted()
    self.sound = sound
  }
}

/// Who hears whom at this moment; the only thing a mixer needs to know of a call.
package struct HearingMatrix: Hashable, Sendable {
  /// One row a leg that has audio, ascending by listener.
  package let rows: [Hearing]

  package init(_ rows: [Hearing] = []) { self.rows = rows.sorted { $0.listener < $1.listener } }

  /// What `leg` hears, or `nil` when it has no row.
  package subscript(leg: LegID) -> Hearing? { rows.first { $0.listener == leg } }
}
