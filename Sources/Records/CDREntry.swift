/// What queries and tables need to know of a record line; its keys are those of the line.
package struct CDREntry: Hashable, Sendable, Decodable {
  package let id: String
  package let state: String
  /// ISO 8601 with the offset from UTC that held at the site.
  package let start: String
  package let caller: String
  package let dialled: String
  package let source: String
  package let answeredMilliseconds: Int64?
  package let talkingMilliseconds: Int64?
  package let durationMilliseconds: Int64?
  package let ending: String?
  package let firstReceiver: String?
  package let finalReceiver: String?
  package let legs: [Leg]
  package let keys: [Key]
  package let transfers: [Transfer]

  package struct Leg: Hashable, Sendable, Decodable {
    package let party: String
  }

  package struct Key: Hashable, Sendable, Decodable {
    package let seat: String
    package let key: String
    package let outcome: String
  }

  package struct Transfer: Hashable, Sendable, Decodable {
    package let key: String
    package let seat: String
    package let destination: String
    package let outcome: String?
    package let target: String?
  }

  private enum CodingKeys: String, CodingKey {
    case id, state, start, caller, dialled, source, ending, legs, keys, transfers
    case answeredMilliseconds = "answered_ms"
    case talkingMilliseconds = "talking_ms"
    case durationMilliseconds = "duration_ms"
    case firstReceiver = "first_receiver"
    case finalReceiver = "final_receiver"
  }

  /// Whether `seat` had any part in the call: rung, talking, responsible or pressing a key.
  package func involves(_ seat: String) -> Bool {
    firstReceiver == seat || finalReceiver == seat || legs.contains { $0.party == seat }
      || keys.contains { $0.seat == seat }
  }

  /// Whether somebody was added to the call, by whatever key.
  package var wasTransferred: Bool { transfers.contains { $0.outcome == "connected" } }
}
