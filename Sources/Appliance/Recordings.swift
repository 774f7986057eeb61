internal import Media
internal import Switchboard

/// The recordings that run, and what of those that ended is still being summed up.
struct Recordings {
  struct Running {
    let id: RecordingID
    var citizen: LegID
    var record: RecordingRecord
    var isPaused = false
    /// Legs whose voices went into it last.
    var tapped: [LegID] = []
  }

  private var last: UInt32 = 0
  private(set) var running: [CallID: Running] = [:]
  /// Ended ones by number, until the recorder has finished them and their files are summed.
  private(set) var ending: [RecordingID: (call: CallID, record: RecordingRecord)] = [:]

  subscript(call: CallID) -> Running? { running[call] }

  /// A call's recording begins.
  mutating func begin(_ call: CallID, citizen: LegID, _ record: RecordingRecord) -> RecordingID {
    last += 1
    let id = RecordingID(last)
    running[call] = Running(id: id, citizen: citizen, record: record)
    return id
  }

  /// It goes on, perhaps with another voice on the citizen's side.
  mutating func resume(_ call: CallID, citizen: LegID) {
    running[call]?.citizen = citizen
    running[call]?.isPaused = false
  }

  mutating func pause(_ call: CallID) { running[call]?.isPaused = true }

  mutating func tap(_ legs: [LegID], in call: CallID) { running[call]?.tapped = legs }

  /// The call is over: returns what ran.
  mutating func end(_ call: CallID) -> Running? {
    guard let over = running.removeValue(forKey: call) else { return nil }
    ending[over.id] = (call, over.record)
    return over
  }

  /// The recorder has closed its file, or could not.
  mutating func finish(
    _ id: RecordingID, milliseconds: Int64, _ gaps: [RecordingGapRecord]
  ) {
    ending[id]?.record.milliseconds = milliseconds
    ending[id]?.record.gaps = gaps.isEmpty ? nil : gaps
  }

  /// Everything about one that ended is known.
  mutating func settle(_ id: RecordingID) -> CallID? { ending.removeValue(forKey: id)?.call }
}
