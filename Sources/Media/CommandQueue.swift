internal import Audio
internal import Glibc

/// Control's end of the ring to one thread: commands are gathered and published together.
struct CommandQueue<Command: BitwiseCopyable>: ~Copyable {
  private var producer: RingProducer<Command>
  private var batch: [Command] = []
  /// Whether anything gathered must not wait until the thread wakes by itself.
  private var isUrgent = false

  init(_ producer: consuming RingProducer<Command>) { self.producer = producer }

  var isEmpty: Bool { batch.isEmpty }
  var count: Int { batch.count }

  /// Gathers a command; one that `canWait` is read when the thread next wakes anyway.
  mutating func add(_ command: Command, canWait: Bool = false) {
    batch.append(command)
    if !canWait { isUrgent = true }
  }

  /// Publishes what was gathered, so that the thread sees all of it at once, and wakes the thread unless
  /// all of it can wait. Control may wait: when the ring is full, the thread is given `wake` and time
  /// to empty it. What is more than the ring holds goes in pieces.
  mutating func publish(wake: () -> Void) {
    guard !batch.isEmpty else { return }
    var sent = 0
    while sent < batch.count {
      let piece = batch[sent..<min(batch.count, sent + producer.capacity)]
      while producer.free(wanted: piece.count) < piece.count {
        wake()
        usleep(200)
      }
      for (offset, command) in piece.enumerated() { producer.slot(offset).pointee = command }
      producer.commit(piece.count)
      sent += piece.count
    }
    batch.removeAll(keepingCapacity: true)
    if isUrgent { wake() }
    isUrgent = false
  }
}
