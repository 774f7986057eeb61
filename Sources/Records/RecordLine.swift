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
    let clock = CallClock(record, time)
    line.object { line in
      head(record, clock, &line)
      line.array("negotiations", record.negotiations) { $0.add($1, clock) }
      line.field("emergency", record.emergency)
      line.field("level", record.level)
      line.field("harassment", record.harassment)
      line.field("reason", record.reason)
      line.array("route", record.route)
      line.field("nuisance", record.nuisance) { $0.add($1) }
      line.array("told", record.told ?? []) { $0.add($1, clock) }
      line.array("legs", record.legs) { $0.add($1, clock) }
      line.array("keys", record.keys) { $0.add($1, clock) }
      line.array("states", record.states) { $0.add($1, clock) }
      line.array("prompts", record.prompts) { $0.add($1, clock) }
      line.array("transfers", record.transfers) { $0.add($1, clock) }
      line.array("recordings", record.recordings ?? []) { $0.add($1, clock) }
    }
    return line.bytes
  }

  private func head(_ record: CallRecord, _ clock: CallClock, _ line: inout JSONLine) {
    line.field("v", Self.version)
    line.field("id", record.id)
    line.field("state", record.ending == nil ? "open" : "closed")
    line.field("start", ascii: clock.text(0))
    line.field("start_us", record.monotonicStart)
    line.field("end", ascii: record.endedAt.map(clock.text))
    line.field("caller", record.callerNumber)
    line.field("dialled", record.dialled)
    line.field("source", record.source)
    line.moment("answered", record.answeredAt, clock)
    line.moment("talking", record.talkingAt, clock)
    line.length("duration_", record.endedAt)
    line.field("ending", record.ending)
    line.field("first_receiver", record.firstReceiver)
    line.field("final_receiver", record.finalReceiver)
  }
}

extension JSONLine {
  fileprivate mutating func add(_ part: NegotiationRecord, _ clock: CallClock) {
    moment("started", part.startedAt, clock)
    moment("decided", part.decidedAt, clock)
    field("outcome", part.outcome)
    field("responsible", part.responsible)
  }

  fileprivate mutating func add(_ nuisance: Nuisance) {
    field("calls_in_hour", Int64(nuisance.callsInHour))
    field("calls_in_day", Int64(nuisance.callsInDay))
    field("repeats", Int64(nuisance.repeats))
    field("marks", Int64(nuisance.marks))
  }

  fileprivate mutating func add(_ told: ToldRecord, _ clock: CallClock) {
    moment("at", told.at, clock)
    field("level", Int64(told.level))
    field("party", told.party)
    field("outcome", told.outcome)
  }

  fileprivate mutating func add(_ leg: LegRecord, _ clock: CallClock) {
    field("leg", leg.leg)
    field("party", leg.party)
    field("sip_call_id", leg.sipCallID)
    moment("started", leg.startedAt, clock)
    moment("ringing", leg.ringingAt, clock)
    moment("answered", leg.answeredAt, clock)
    moment("ended", leg.endedAt, clock)
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

  fileprivate mutating func add(_ key: KeyRecord, _ clock: CallClock) {
    moment("at", key.at, clock)
    field("seat", key.seat)
    field("key", key.key)
    field("action", key.action)
    field("source", key.source)
    field("outcome", key.outcome)
  }

  fileprivate mutating func add(_ state: StateRecord, _ clock: CallClock) {
    field("state", state.state)
    moment("from", state.from, clock)
    field("ms", state.milliseconds)
    field("us", state.microseconds)
  }

  fileprivate mutating func add(_ prompt: PromptRecord, _ clock: CallClock) {
    moment("at", prompt.at, clock)
    field("prompt", prompt.prompt)
    field("to", prompt.to)
  }

  fileprivate mutating func add(_ transfer: TransferRecord, _ clock: CallClock) {
    field("key", transfer.key)
    field("seat", transfer.seat)
    field("destination", transfer.destination)
    field("outcome", transfer.outcome)
    field("target", transfer.target)
    field("at", ascii: clock.text(transfer.t0))
    field("t0_us", transfer.t0)
    field("t1_us", transfer.t1)
    field("t2_us", transfer.t2)
    field("t3_us", transfer.t3)
    field("t4_us", transfer.t4)
    field("t5_us", transfer.t5)
    field("t6_us", transfer.t6)
    field("own_share_us", transfer.ownShare)
  }

  fileprivate mutating func add(_ recording: RecordingRecord, _ clock: CallClock) {
    field("file", recording.file)
    moment("started", recording.startedAt, clock)
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
