internal import Media
internal import SIPLine
internal import Switchboard

/// Records whose call has ended but that are not complete: its legs' RTP has not all been counted yet,
/// or a seat still writes about it (话后处理).
///
/// A stream's counts come when both media threads have let go of it, within a tick or two; a record
/// waits for them, at most `patience`, so that each leg's quality stands in it. A wrap-up ends by its
/// own time.
struct Closing {
  /// Calls whose recordings are being closed and summed.
  private var recorded: Set<CallID> = []
  private var qualities: [LegID: QualityRecord] = [:]
  private var wrapUps: [LegID: Int64] = [:]
  /// Legs whose streams are being closed, and the call that each belongs to.
  private var open: [LegID: CallID] = [:]
  /// Legs whose seats still write.
  private var writing: [LegID: CallID] = [:]
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
    return finishIfComplete(call)
  }

  /// The seat of a leg has written down what the call was about.
  ///
  /// - Returns: the record that waited for it, when it was the last.
  mutating func wrapUp(_ leg: LegID, of call: CallID, _ length: Duration) -> CallRecord? {
    writing[leg] = nil
    wrapUps[leg] = length.milliseconds
    return finishIfComplete(call)
  }

  /// The call has ended with this record.
  ///
  /// - Parameter legs: those whose seats still write.
  /// - Returns: the record, when nothing is to be waited for.
  mutating func end(_ call: CallID, _ record: CallRecord, writing legs: [LegID]) -> CallRecord? {
    records[call] = record
    for leg in legs { writing[leg] = call }
    return finishIfComplete(call)
  }

  /// How long a record waits for the last counts.
  static let patience: Duration = .seconds(1)
  /// How long it waits for its recording's checksum.
  static let recordingPatience: Duration = .seconds(60)

  /// The call's record waits for its recording.
  mutating func awaitRecording(of call: CallID) { recorded.insert(call) }

  /// The call's recording is known.
  ///
  /// - Returns: the record that waited for it, when it was the last.
  mutating func complete(_ call: CallID, _ recording: RecordingRecord) -> CallRecord? {
    guard recorded.remove(call) != nil else { return nil }
    recordings[call] = [recording]
    return finishIfComplete(call)
  }

  /// The record is not to wait for its recording any longer.
  mutating func giveUpRecording(of call: CallID) -> CallRecord? {
    recorded.remove(call)
    return finishIfComplete(call)
  }

  /// The record is not to wait for counts any longer.
  mutating func giveUpCounts(of call: CallID) -> CallRecord? {
    open = open.filter { $0.value != call }
    return finishIfComplete(call)
  }

  /// Every record that still waits.
  mutating func giveUpAll() -> [CallRecord] {
    records.keys.sorted().compactMap { finish($0) }
  }

  /// What is known so far of the legs that ended before their call.
  func filled(_ record: CallRecord) -> CallRecord {
    var record = record
    for index in record.legs.indices {
      let leg = LegID(record.legs[index].leg)
      record.legs[index].quality = qualities[leg]
      record.legs[index].wrapUp = record.legs[index].wrapUp ?? wrapUps[leg]
    }
    return record
  }

  /// The record while it waits: the start after a crash makes its last word of it.
  func unfinished(_ record: CallRecord) -> CallRecord {
    var record = filled(record)
    (record.heldEnding, record.ending) = (record.ending, nil)
    return record
  }

  private mutating func finishIfComplete(_ call: CallID) -> CallRecord? {
    guard records[call] != nil, !open.values.contains(call), !writing.values.contains(call),
      !recorded.contains(call)
    else { return nil }
    return finish(call)
  }

  private mutating func finish(_ call: CallID) -> CallRecord? {
    guard let record = records.removeValue(forKey: call) else { return nil }
    var complete = filled(record)
    complete.recordings = recordings.removeValue(forKey: call) ?? complete.recordings
    recorded.remove(call)
    for leg in record.legs.map({ LegID($0.leg) }) {
      qualities[leg] = nil
      wrapUps[leg] = nil
      open[leg] = nil
      writing[leg] = nil
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
