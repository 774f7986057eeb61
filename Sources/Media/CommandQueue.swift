internal import Audio
internal import Glibc

/// Control's end of the ring to one thread: commands are gathered and published together.
struct CommandQueue<Command: BitwiseCopyable>: ~Copyable {
  private var producer: RingProducer<Command>
  private var batch: [Command] = []

  init(_ producer: consuming RingProducer<Command>) { self.producer = producer }

  var isEmpty: Bool { batch.isEmpty }
  var count: Int { batch.count }

  mutating func add(_ command: Command) { batch.append(command) }

  /// Publishes what was gathered, so that the thread sees all of it at once. Control may wait: when
  /// the ring is full, the thread is given `wake` and time to empty it.
  mutating func publish(wake: () -> Void) {
    guard !batch.isEmpty else { return }
    while producer.free(wanted: batch.count) < batch.count {
      wake()
      usleep(200)
    }
    for (offset, command) in batch.enumerated() { producer.slot(offset).pointee = command }
    producer.commit(batch.count)
    batch.removeAll(keepingCapacity: true)
    wake()
  }
}
