package import Foundation
package import Switchboard

/// A call's record as the product that people and tools read: one JSON line, version 1.
///
/// Key order is that of this file and of `docs/call-record.md`. Every key is always there; what is
/// not known is `null`. A change that breaks a reader raises `version`.
package struct RecordLine: Sendable {
  package static let version = 1

  private let time: SiteTime

  package init(zone: TimeZone) { time = SiteTime(zone: zone) }

  /// The line without its newline.
  package func text(_ record: CallRecord) -> String {
    String(decoding: bytes(record), as: UTF8.self)
  }

  /// The line's UTF-8, without its newline.
  func bytes(_ record: CallRecord) -> [UInt8] {
    var line = JSONLine()
    line.object { line in
      head(record, &line)
      line.array("negotiations", record.negotiations) { $0.add($1) }
      line.field("emergency", record.emergency)
      line.field("level", record.level)
      line.field("harassment", record.harassment)
      line.field("reason", record.reason)
      line.array("route", record.route)
      line.field("nuisance", record.nuisance) { $0.add($1) }
      line.array("told", record.told ?? []) { $0.add($1) }
      line.array("legs", record.legs) { $0.add($1) }
      line.array("keys", record.keys) { $0.add($1) }
      line.array("states", record.states) { $0.add($1) }
      line.array("prompts", record.prompts) { $0.add($1) }
      line.array("transfers", record.transfers) { $0.add($1) }
      line.array("recordings", record.recordings ?? []) { $0.add($1) }
    }
    return line.bytes
  }

  private func head(_ record: CallRecord, _ line: inout JSONLine) {
    line.field("v", Self.version)
    line.field("id", record.id)
    line.field("state", record.ending == nil ? "open" : "closed")
    line.field("start", time.text(record.wallClock))
    line.field("end", record.endedAt.map { time.text(record.wallClock + $0) })
    line.field("caller", record.callerNumber)
    line.field("dialled", record.dialled)
    line.field("source", record.source)
    line.field("answered_ms", milliseconds(record.answeredAt))
    line.field("talking_ms", milliseconds(record.talkingAt))
    line.field("duration_ms", milliseconds(record.endedAt))
    line.field("ending", record.ending)
    line.field("first_receiver", record.firstReceiver)
    line.field("final_receiver", record.finalReceiver)
  }
}

/// Whole milliseconds of a time in microseconds, what is below cut off.
private func milliseconds(_ microseconds: Int64?) -> Int64? { microseconds.map { $0 / 1000 } }

extension JSONLine {
  fileprivate mutating func add(_ part: NegotiationRecord) {
    field("started_ms", milliseconds(part.startedAt))
    field("decided_ms", milliseconds(part.decidedAt))
    field("outcome", part.outcome)
    field("responsible", part.responsible)
  }

  fileprivate mutating func add(_ nuisance: Nuisance) {
    field("calls_in_hour", Int64(nuisance.callsInHour))
    field("calls_in_day", Int64(nuisance.callsInDay))
    field("repeats", Int64(nuisance.repeats))
    field("marks", Int64(nuisance.marks))
  }

  fileprivate mutating func add(_ told: ToldRecord) {
    field("at_ms", milliseconds(told.at))
    field("level", Int64(told.level))
    field("party", told.party)
    field("outcome", told.outcome)
  }

  fileprivate mutating func add(_ leg: LegRecord) {
    field("leg", leg.leg)
    field("party", leg.party)
    field("sip_call_id", leg.sipCallID)
    field("started_ms", milliseconds(leg.startedAt))
    field("ringing_ms", milliseconds(leg.ringingAt))
    field("answered_ms", milliseconds(leg.answeredAt))
    field("ended_ms", milliseconds(leg.endedAt))
    field("ending", leg.ending)
    field("quality", leg.quality) { $0.add($1) }
    field("wrap_up_ms", leg.wrapUp)
  }

  fileprivate mutating func add(_ quality: QualityRecord) {
    field("packets_received", quality.packetsReceived)
    field("packets_lost", quality.packetsLost)
    field("jitter_us", quality.jitter)
    field("round_trip_us", quality.roundTrip)
    field("mos", hundredths: quality.mos)
  }

  fileprivate mutating func add(_ key: KeyRecord) {
    field("at_ms", milliseconds(key.at))
    field("seat", key.seat)
    field("key", key.key)
    field("action", key.action)
    field("source", key.source)
    field("outcome", key.outcome)
  }

  fileprivate mutating func add(_ state: StateRecord) {
    field("state", state.state)
    field("from_ms", milliseconds(state.from))
    field("ms", state.milliseconds)
  }

  fileprivate mutating func add(_ prompt: PromptRecord) {
    field("at_ms", milliseconds(prompt.at))
    field("prompt", prompt.prompt)
    field("to", prompt.to)
  }

  fileprivate mutating func add(_ transfer: TransferRecord) {
    field("key", transfer.key)
    field("seat", transfer.seat)
    field("destination", transfer.destination)
    field("outcome", transfer.outcome)
    field("target", transfer.target)
    field("t0_us", transfer.t0)
    field("t1_us", transfer.t1)
    field("t2_us", transfer.t2)
    field("t3_us", transfer.t3)
    field("t4_us", transfer.t4)
    field("t5_us", transfer.t5)
    field("t6_us", transfer.t6)
    field("own_share_us", transfer.ownShare)
  }

  fileprivate mutating func add(_ recording: RecordingRecord) {
    field("file", recording.file)
    field("started_ms", milliseconds(recording.startedAt))
    field("ms", recording.milliseconds)
    field("bytes", recording.bytes)
    field("sha256", recording.sha256)
    array("gaps", recording.gaps ?? []) { $0.add($1) }
  }

  fileprivate mutating func add(_ gap: RecordingGapRecord) {
    field("from_ms", gap.from)
    field("ms", gap.milliseconds)
    field("reason", gap.reason)
  }
}

extension TransferRecord {
  /// The appliance's own part of the measured key, T0→T2 plus T4→T6, in microseconds.
  package var ownShare: Int64? {
    guard let t2, let t4, let t6 else { return nil }
    return (t2 - t0) + (t6 - t4)
  }
}
