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
  /// The same moment by the machine's monotonic clock, microseconds: what sets calls of one run in
  /// order whatever happens to the wall clock.
  package var monotonicStart: Int64?
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
  /// Why the citizen was sent elsewhere or what the matter was, as a seat marked it: `reason-3` is `3`.
  package var reason: String?
  /// What was rung for this call, in order: destination and the steps that it meant.
  package var route: [String]?
  /// Why the caller counted as a nuisance when the call came.
  package var nuisance: Nuisance?
  /// Who was told of the call's level without being in it.
  package var told: [ToldRecord]?
  package var legs: [LegRecord] = []
  package var keys: [KeyRecord] = []
  package var states: [StateRecord] = []
  package var prompts: [PromptRecord] = []
  package var transfers: [TransferRecord] = []
  /// Where what was said can be heard again; `nil` for a call that was not recorded.
  ///
  /// Optional, as everything that comes after the first version: a journal of before must be readable.
  package var recordings: [RecordingRecord]?
  /// The true ending of a call that is over while its record still waits for something; only in the
  /// journal, for the start after a crash.
  package var heldEnding: String?
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
  /// What its RTP was like; `nil` for a leg that carried none.
  package var quality: QualityRecord?
  /// How long the seat wrote after this leg had ended (话后处理), milliseconds; `nil` when nothing
  /// told the box, or the seat still writes.
  package var wrapUp: Int64?
}

/// One file of a call's recording.
package struct RecordingRecord: Hashable, Sendable, Codable {
  /// Below the data directory: `recordings/2026-11-21/000065c1a3b4f000.wav`.
  package var file: String
  /// When its first sample was heard, microseconds since the call's start.
  package var startedAt: Int64
  /// How long it plays; `nil` when the box stopped before the file was whole.
  package var milliseconds: Int64?
  /// How long the file is; `nil` as before.
  package var bytes: Int64?
  /// SHA-256 of the whole file, 64 hexadecimal digits; `nil` as before.
  package var sha256: String?
  /// Stretches that are silence because their sound is missing, in order; `nil` when there are none.
  package var gaps: [RecordingGapRecord]?

  package init(
    file: String, startedAt: Int64, milliseconds: Int64? = nil, bytes: Int64? = nil,
    sha256: String? = nil, gaps: [RecordingGapRecord]? = nil
  ) {
    self.file = file
    self.startedAt = startedAt
    self.milliseconds = milliseconds
    self.bytes = bytes
    self.sha256 = sha256
    self.gaps = gaps
  }
}

/// A stretch of a recording whose sound is missing.
package struct RecordingGapRecord: Hashable, Sendable, Codable {
  /// Milliseconds since the recording's beginning.
  package var from: Int64
  package var milliseconds: Int64
  /// `disk`: it was not taken; `overrun`: the recorder was behind; `paused`: nobody wanted it.
  package var reason: String

  package init(from: Int64, milliseconds: Int64, reason: String) {
    self.from = from
    self.milliseconds = milliseconds
    self.reason = reason
  }
}

/// What a leg's RTP was like, as the box received it (RFC 3550).
package struct QualityRecord: Hashable, Sendable, Codable {
  package var packetsReceived: UInt64
  package var packetsLost: Int64
  /// Interarrival jitter, µs (RFC 3550 A.8).
  package var jitter: UInt32
  /// Round trip by the peer's last report, µs; `nil` when it sent none.
  package var roundTrip: UInt32?
  /// Mean opinion score that the E-model estimates (ITU-T G.107), 1.0 to 4.5.
  package var mos: Double

  package init(
    packetsReceived: UInt64, packetsLost: Int64, jitter: UInt32, roundTrip: UInt32?, mos: Double
  ) {
    self.packetsReceived = packetsReceived
    self.packetsLost = packetsLost
    self.jitter = jitter
    self.roundTrip = roundTrip
    self.mos = mos
  }
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
  /// The length in whole milliseconds, what is below cut off.
  package var milliseconds: Int64?
  /// The length; `nil` for an interval of a journal of before, which has milliseconds only.
  package var microseconds: Int64?
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

/// One message to a desk that should know of a call.
package struct ToldRecord: Hashable, Sendable, Codable {
  package var at: Int64
  package var level: Int
  /// A seat, a number at a trunk, or the destination when nobody of it could be reached.
  package var party: String
  /// `taken` or `failed`; `nil` when the call was over before that was known.
  package var outcome: String?

  package init(at: Int64, level: Int, party: String, outcome: String?) {
    (self.at, self.level, self.party, self.outcome) = (at, level, party, outcome)
  }
}

/// How the desks agreed on whose matter it is (协商).
package struct NegotiationRecord: Hashable, Sendable, Codable {
  package var startedAt: Int64
  package var decidedAt: Int64?
  /// `accepted`, `declined`, `timed-out`, `emergency`, or `left` when it ended before a decision.
  package var outcome: String?
  package var responsible: String?
}
