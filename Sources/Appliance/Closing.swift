internal import Media
internal import SIPLine
internal import Switchboard

/// Records whose call has ended but whose legs' RTP has not all been counted yet.
///
/// A stream's counts come when both media threads have let go of it, within a tick or two; a record
/// waits for them, at most `patience`, so that each leg's quality stands in it.
struct Closing {
  /// Calls whose recordings are being closed and summed.
  private var recorded: Set<CallID> = []
  private var qualities: [LegID: QualityRecord] = [:]
  /// Legs whose streams are being closed, and the call that each belongs to.
  private var open: [LegID: CallID] = [:]
  private var records: [CallID: CallRecord] = [:]
  private var recordings: [CallID: [RecordingRecord]] = [:]

  /// A stream of this leg is being closed.
  mutating func begin(_ leg: LegID, of call: CallID) { open[leg] = call }

  /// The counts of a leg are in.
  ///
  /// - Returns: the record that waited for them, when they were the last.
  mutating func count(_ leg: LegID, _ statistics: StreamStatistics) -> CallRecord? {
    guard let call = open.removeValue(forKey: leg) else { return nil }
    qualities[leg] = QualityRecord(statistics)
    return records[call] != nil && isComplete(call) ? finish(call) : nil
  }

  /// The call has ended with this record.
  ///
  /// - Returns: the record, when nothing is to be waited for.
  mutating func end(_ call: CallID, _ record: CallRecord) -> CallRecord? {
    records[call] = record
    return isComplete(call) ? finish(call) : nil
  }

  /// How long a record waits for the last counts, or for its recording's checksum.
  func patience(with call: CallID) -> Duration {
    recorded.contains(call) ? .seconds(60) : .seconds(1)
  }

  /// The call's record waits for its recording.
  mutating func awaitRecording(of call: CallID) { recorded.insert(call) }

  /// The call's recording is known.
  ///
  /// - Returns: the record that waited for it, when it was the last.
  mutating func complete(_ call: CallID, _ recording: RecordingRecord) -> CallRecord? {
    guard recorded.remove(call) != nil else { return nil }
    recordings[call] = [recording]
    return records[call] != nil && isComplete(call) ? finish(call) : nil
  }

  /// The record as far as it got, if it still waits.
  mutating func giveUp(_ call: CallID) -> CallRecord? {
    records[call] == nil ? nil : finish(call)
  }

  /// Every record that still waits.
  mutating func giveUpAll() -> [CallRecord] {
    records.keys.sorted().compactMap { finish($0) }
  }

  /// What is known so far of the legs that ended before their call.
  func filled(_ record: CallRecord) -> CallRecord {
    var record = record
    for index in record.legs.indices {
      record.legs[index].quality = qualities[LegID(record.legs[index].leg)]
    }
    return record
  }

  private func isComplete(_ call: CallID) -> Bool {
    !recorded.contains(call) && !open.values.contains(call)
  }

  private mutating func finish(_ call: CallID) -> CallRecord? {
    guard let record = records.removeValue(forKey: call) else { return nil }
    var complete = filled(record)
    complete.recordings = recordings.removeValue(forKey: call) ?? complete.recordings
    recorded.remove(call)
    for leg in record.legs {
      qualities[LegID(leg.leg)] = nil
      open[LegID(leg.leg)] = nil
    }
    return complete
  }
}

extension QualityRecord {
  /// What the counts of a stream come to; `nil` when it never heard a packet.
  fileprivate init?(_ statistics: StreamStatistics) {
    guard statistics.packetsReceived > 0 else { return nil }
    let lost = max(0, statistics.packetsLost)
    let share = Double(lost) / Double(Int64(statistics.packetsReceived) + lost)
    let roundTrip = statistics.roundTripMicroseconds
    let delay = Double(roundTrip) / 2000 + 20 + Double(statistics.jitterMicroseconds) / 1000
    self.init(
      packetsReceived: statistics.packetsReceived, packetsLost: lost,
      jitter: statistics.jitterMicroseconds, roundTrip: roundTrip == 0 ? nil : roundTrip,
      mos: (EModel.score(lost: share, delay: delay) * 100).rounded() / 100)
  }
}
