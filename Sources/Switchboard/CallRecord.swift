/// One call's record: the same value while the call is up and when it has ended.
///
/// Times are microseconds: `wallClock` since 1970, all others monotonic since the call's start.
package struct CallRecord: Hashable, Sendable, Codable {
  package var id: String
  package var callerNumber: String
  package var dialled: String
  /// The trunk or seat that brought the call.
  package var source: String
  /// Wall clock of the start, microseconds since 1970.
  package var wallClock: Int64
  /// When the citizen's leg was answered.
  package var answeredAt: Int64?
  /// When the first seat answered.
  package var talkingAt: Int64?
  package var endedAt: Int64?
  package var ending: String?
  package var firstReceiver: String?
  /// Who is responsible now, or was at the end.
  package var finalReceiver: String?
  package var negotiations: [NegotiationRecord] = []
  package var emergency: Bool = false
  package var level: Int?
  package var harassment: Bool = false
  package var legs: [LegRecord] = []
  package var keys: [KeyRecord] = []
  package var states: [StateRecord] = []
  package var prompts: [PromptRecord] = []
  package var transfers: [TransferRecord] = []
}

/// One leg of a call.
package struct LegRecord: Hashable, Sendable, Codable {
  /// The number of the leg in the box's log.
  package var leg: UInt32
  package var party: String
  package var sipCallID: String?
  package var startedAt: Int64
  package var ringingAt: Int64?
  package var answeredAt: Int64?
  package var endedAt: Int64?
  /// How it ended: `on-hook`, `lost`, a failure (`busy` …) or why the box let go.
  package var ending: String?
}

/// One key press.
package struct KeyRecord: Hashable, Sendable, Codable {
  package var at: Int64
  package var seat: String
  package var key: String
  package var action: String?
  package var source: String
  package var outcome: String
}

/// One interval of a call's life.
package struct StateRecord: Hashable, Sendable, Codable {
  package var state: String
  package var from: Int64
  package var milliseconds: Int64?
}

/// One sentence that a leg began to hear.
package struct PromptRecord: Hashable, Sendable, Codable {
  package var at: Int64
  package var prompt: String
  package var to: String
}

/// One transfer, three-way or consultation, with the measured key.
///
/// `t0…t6` are microseconds since the call's start (DESIGN: the measured key).
package struct TransferRecord: Hashable, Sendable, Codable {
  package var key: String
  package var seat: String
  package var destination: String
  /// What became of it: `connected`, a failure, `cancelled`, `superseded`.
  package var outcome: String?
  /// The party that answered.
  package var target: String?
  /// Key arrived.
  package var t0: Int64
  /// Accepted by the Switchboard.
  package var t1: Int64
  /// First INVITE handed to the socket.
  package var t2: Int64?
  /// First 18x.
  package var t3: Int64?
  /// 200 received.
  package var t4: Int64?
  /// Hearing matrix in force.
  package var t5: Int64?
  /// First frame of the citizen's voice sent to the new party.
  package var t6: Int64?
}

/// How the desks agreed on whose matter it is (协商).
package struct NegotiationRecord: Hashable, Sendable, Codable {
  package var startedAt: Int64
  package var decidedAt: Int64?
  /// `accepted`, `declined`, `timed-out`, `emergency`, or `left` when it ended before a decision.
  package var outcome: String?
  package var responsible: String?
}
