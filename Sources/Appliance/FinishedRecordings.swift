internal import Media
internal import Switchboard
internal import Synchronization

/// Where recordings wait for the control thread: finished ones, and those whose file is summed.
final class FinishedRecordings: Sendable {
  private struct Waiting {
    var finished: [Recorder.Finished] = []
    var summed: [(id: RecordingID, record: RecordingRecord)] = []
  }

  private let waiting = Mutex(Waiting())

  func add(_ recording: Recorder.Finished) { waiting.withLock { $0.finished.append(recording) } }

  func add(_ id: RecordingID, _ record: RecordingRecord) {
    waiting.withLock { $0.summed.append((id, record)) }
  }

  func takeFinished() -> [Recorder.Finished] {
    waiting.withLock { waiting in
      defer { waiting.finished = [] }
      return waiting.finished
    }
  }

  func takeSummed() -> [(id: RecordingID, record: RecordingRecord)] {
    waiting.withLock { waiting in
      defer { waiting.summed = [] }
      return waiting.summed
    }
  }
}
