/// A call at one moment, as `calls` shows it.
package struct CallStatus: Hashable, Sendable, Codable {
  /// The id that stands in log, record and SIP header too.
  package var id: String
  /// `arriving`, `waiting`, `talking`, `adding`, `consulting`, `conferring`, `held`, `recalling`.
  package var state: String
  /// The citizen's number; empty when withheld.
  package var caller: String
  package var dialled: String
  /// Since the call's start.
  package var seconds: Int64
  /// The seat that has the citizen; `nil` while nobody has.
  package var holder: String?
  /// Whoever is rung or was added.
  package var target: String?
  /// The seat that the matter stays with.
  package var responsible: String?
  /// Whether what is said is being recorded.
  package var recorded: Bool
  /// Who hears whom, one entry a leg.
  package var hears: [HearingStatus]
  /// How loud each leg is that has been answered.
  package var levels: [LegLevelStatus] = []
  /// What agents should know of it: `nuisance`, `level 2`, `emergency`.
  package var notes: [String]?

  package init(
    id: String, state: String, caller: String, dialled: String, seconds: Int64,
    holder: String? = nil, target: String? = nil, responsible: String? = nil,
    recorded: Bool = false, hears: [HearingStatus] = []
  ) {
    self.id = id
    self.state = state
    self.caller = caller
    self.dialled = dialled
    self.seconds = seconds
    self.holder = holder
    self.target = target
    self.responsible = responsible
    self.recorded = recorded
    self.hears = hears
  }
}

/// What one leg of a call hears.
package struct HearingStatus: Hashable, Sendable, Codable {
  /// `citizen`, a seat's name, or a number at a trunk.
  package var leg: String
  /// In words: `1001, 2001`, `music`, `prompt connecting then ringback`.
  package var description: String

  package init(leg: String, description: String) {
    self.leg = leg
    self.description = description
  }
}
