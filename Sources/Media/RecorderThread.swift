internal import Audio
internal import Glibc

/// What the recorder's own thread does: packets in, files out, at the disk's pace.
///
/// It may lock, allocate and wait for the disk: nobody waits for it.
struct RecorderThread: ~Copyable {
  private var packets: RingConsumer<RecordedPacket>
  private var cards: RingConsumer<RecordedPacket>
  private var running: [UInt32: RunningRecording] = [:]

  init(
    packets: consuming RingConsumer<RecordedPacket>, cards: consuming RingConsumer<RecordedPacket>
  ) {
    self.packets = packets
    self.cards = cards
  }

  /// Why recordings are not written now, if any is not.
  func problem(_ shortage: String?) -> String? {
    running.isEmpty ? nil : shortage ?? running.values.compactMap(\.problem).first
  }

  mutating func obey(_ order: Recorder.Order) {
    switch order {
    case .begin(let id, let path, let at):
      running[id.rawValue] = RunningRecording(id, path: path, at: at)
    case .pause(let id, let at): running[id.rawValue]?.pause(at: at)
    case .resume(let id, let at): running[id.rawValue]?.resume(at: at)
    case .end(let id, let at): running[id.rawValue]?.end(at: at)
    }
  }

  /// How many packets wait now.
  mutating func waiting() -> Waiting {
    Waiting(packets: packets.available(), cards: cards.available())
  }

  /// How many packets wait, of the network and of sound cards.
  struct Waiting {
    let packets: Int
    let cards: Int
  }

  /// Takes the first that wait; those of recordings that are over belong nowhere.
  mutating func takePackets(_ waiting: Waiting) {
    for offset in 0..<waiting.packets { add(packets.slot(offset)) }
    if waiting.packets > 0 { packets.release(waiting.packets) }
    for offset in 0..<waiting.cards { add(cards.slot(offset)) }
    if waiting.cards > 0 { cards.release(waiting.cards) }
  }

  private func add(_ packet: UnsafePointer<RecordedPacket>) {
    guard let recording = running[packet.pointee.tap >> 1] else { return }
    recording.add(packet)
  }

  /// Writes what is due and closes what is over.
  mutating func write(
    at now: Int64, isWritable: Bool, isStopping: Bool
  ) -> [Recorder.Finished] {
    var finished: [Recorder.Finished] = []
    for (number, recording) in running {
      if isStopping { recording.end(at: now) }
      guard isStopping || recording.isComplete(at: now) else {
        recording.flush(at: now, isWritable: isWritable)
        continue
      }
      let closed = recording.close(isWritable: isWritable)
      finished.append(
        Recorder.Finished(
          id: recording.id, isThere: closed.isThere, milliseconds: closed.frames / 8,
          gaps: recording.gaps, problem: recording.problem))
      running[number] = nil
    }
    return finished
  }
}
