/// What queries, tables and statistics need to know of a record line.
package struct CDREntry: Hashable, Sendable {
  package internal(set) var id = ""
  package internal(set) var state = ""
  /// ISO 8601 with the offset from UTC that held at the site.
  package internal(set) var start = ""
  /// The same moment, microseconds since 1970.
  package internal(set) var startedAt: Int64 = 0
  package internal(set) var caller = ""
  package internal(set) var dialled = ""
  package internal(set) var source = ""
  package internal(set) var answeredMilliseconds: Int64?
  package internal(set) var talkingMilliseconds: Int64?
  package internal(set) var durationMilliseconds: Int64?
  package internal(set) var ending: String?
  package internal(set) var firstReceiver: String?
  package internal(set) var finalReceiver: String?
  package internal(set) var negotiations: [Negotiation] = []
  package internal(set) var emergency = false
  package internal(set) var level: Int64?
  package internal(set) var harassment = false
  package internal(set) var route: [String] = []
  package internal(set) var legs: [Leg] = []
  package internal(set) var keys: [Key] = []
  package internal(set) var states: [State] = []
  package internal(set) var transfers: [Transfer] = []
  package internal(set) var recordings: [Recording] = []
  /// The keys that somebody corrected afterwards, in the order of the corrections.
  package internal(set) var corrected: [String] = []

  package struct Negotiation: Hashable, Sendable {
    package internal(set) var startedMilliseconds: Int64 = 0
    package internal(set) var outcome: String?
    package internal(set) var responsible: String?
  }

  package struct Leg: Hashable, Sendable {
    package internal(set) var party = ""
    package internal(set) var startedMilliseconds: Int64 = 0
    package internal(set) var ringingMilliseconds: Int64?
    package internal(set) var answeredMilliseconds: Int64?
    package internal(set) var endedMilliseconds: Int64?
    package internal(set) var ending: String?
    package internal(set) var wrapUpMilliseconds: Int64?
  }

  package struct Key: Hashable, Sendable {
    package internal(set) var atMilliseconds: Int64 = 0
    package internal(set) var seat = ""
    package internal(set) var key = ""
    package internal(set) var action: String?
    package internal(set) var outcome = ""
  }

  package struct State: Hashable, Sendable {
    package internal(set) var state = ""
    package internal(set) var fromMilliseconds: Int64 = 0
    package internal(set) var milliseconds: Int64?
  }

  package struct Transfer: Hashable, Sendable {
    package internal(set) var key = ""
    package internal(set) var seat = ""
    package internal(set) var destination = ""
    package internal(set) var outcome: String?
    package internal(set) var target: String?
    /// T0…T6, microseconds since the call's start.
    package internal(set) var times = [Int64?](repeating: nil, count: 7)
  }

  package struct Recording: Hashable, Sendable {
    /// Below the data directory.
    package internal(set) var file = ""
    package internal(set) var milliseconds: Int64?
    package internal(set) var bytes: Int64?
    package internal(set) var sha256: String?
  }

  /// Whether `seat` had any part in the call: rung, talking, responsible or pressing a key.
  package func involves(_ seat: String) -> Bool {
    firstReceiver == seat || finalReceiver == seat || legs.contains { $0.party == seat }
      || keys.contains { $0.seat == seat }
  }

  /// Whether somebody was added to the call, by whatever key.
  package var wasTransferred: Bool { transfers.contains { $0.outcome == "connected" } }
}
