internal import Audio
internal import Dispatch
internal import Glibc
internal import Synchronization

/// Writes recordings, on a thread of its own: control gives orders, the rtp thread packets.
///
/// Whatever the disk does, calls go on: what cannot be written is missing at its place, is silence
/// there, and is named when the recording is finished.
package final class Recorder: Sendable {
  /// Where recordings are and what they leave alone.
  package struct Settings: Sendable {
    /// A directory on the disk of the recordings; it may not exist yet.
    package var directory: String
    /// How many packets may wait for the disk, a power of two; 600 bytes each. 32,768 are more than a
    /// second of 200 recorded calls.
    package var packets = 32_768
    /// Bytes that stay free on that disk, until ``Recorder/setReserve(_:)``.
    package var reserve = 0
    /// Called on the recorder's thread when recordings cannot be written, with why, and with nil
    /// when they can be again.
    package var onProblem: (@Sendable (String?) -> Void)?
    /// Called on the recorder's thread with each recording that is finished.
    package var onFinished: @Sendable (Finished) -> Void

    package init(directory: String, onFinished: @escaping @Sendable (Finished) -> Void) {
      self.directory = directory
      self.onFinished = onFinished
    }
  }

  /// What came of a recording.
  package struct Finished: Sendable {
    package let id: RecordingID
    /// Whether there is a file.
    package let isThere: Bool
    package let milliseconds: Int
    /// What is missing, in order.
    package let gaps: [RecordingGap]
    /// Why the disk refused what it refused last; nil when it refused nothing.
    package let problem: String?
  }

  enum Order: Sendable {
    case begin(RecordingID, path: String, at: Int64)
    case pause(RecordingID, at: Int64)
    case resume(RecordingID, at: Int64)
    case end(RecordingID, at: Int64)
  }

  private struct State {
    var orders: [Order] = []
    var problem: String?
    var reserve: Int
    var isStopping = false
  }

  private let settings: Settings
  private let state: Mutex<State>
  private let work = DispatchSemaphore(value: 0)

  init(_ settings: Settings) {
    self.settings = settings
    state = Mutex(State(reserve: settings.reserve))
  }

  /// Begins a recording that will be at `path`, whose directory is there or will be.
  package func begin(_ id: RecordingID, path: String) {
    order(.begin(id, path: path, at: Clock.now()))
  }

  /// Leaves out what follows, until ``resume(_:)``; the file goes on in silence.
  package func pause(_ id: RecordingID) { order(.pause(id, at: Clock.now())) }

  package func resume(_ id: RecordingID) { order(.resume(id, at: Clock.now())) }

  /// Ends a recording: it is finished half a second later.
  package func end(_ id: RecordingID) { order(.end(id, at: Clock.now())) }

  /// From the next look on, two seconds later at most, so many bytes stay free on the disk.
  package func setReserve(_ bytes: Int) { state.withLock { $0.reserve = bytes } }

  /// Why recordings cannot be written now; nil when they can.
  package var problem: String? { state.withLock { $0.problem } }

  private func order(_ order: Order) {
    state.withLock { $0.orders.append(order) }
    work.signal()
  }

  /// Finishes everything that runs; the thread ends then.
  func stop() {
    state.withLock { $0.isStopping = true }
    work.signal()
  }

  /// The thread's work, until ``stop()``.
  func run(_ thread: inout RecorderThread) {
    var shortage: String?
    var nextLook: Int64 = 0
    while true {
      // The pace of the files; packets wait in their ring meanwhile.
      _ = work.wait(timeout: .now() + .milliseconds(100))
      let now = Clock.now()
      if now >= nextLook {
        shortage = reserve.shortage()
        nextLook = now + 2_000_000
      }
      // Counted before the orders are read: whoever's packets wait, its beginning is known then.
      let packets = thread.waiting()
      let (orders, isStopping) = state.withLock { state in
        defer { state.orders = [] }
        return (state.orders, state.isStopping)
      }
      for order in orders { thread.obey(order) }
      thread.takePackets(packets)
      let finished = thread.write(
        at: now, isWritable: shortage == nil, isStopping: isStopping)
      for recording in finished { settings.onFinished(recording) }
      report(thread.problem(shortage))
      if isStopping { return }
    }
  }

  var reserve: RecordingReserve {
    RecordingReserve(directory: settings.directory, bytes: state.withLock { $0.reserve })
  }

  private func report(_ problem: String?) {
    let changed = state.withLock { state in
      defer { state.problem = problem }
      return (state.problem == nil) != (problem == nil)
    }
    if changed { settings.onProblem?(problem) }
  }
}
