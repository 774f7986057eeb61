internal import Audio
internal import Glibc

/// What the recorder's own thread does: packets in, files out, at the disk's pace.
///
/// It may lock, allocate and wait for the disk: nobody waits for it.
struct RecorderThread: ~Copyable {
  private var packets: RingConsumer<RecordedPacket>
  private var running: [UInt32: RunningRecording] = [:]
  private let g711 = G711.tables

  init(_ packets: consuming RingConsumer<RecordedPacket>) { self.packets = packets }

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
  mutating func waiting() -> Int { packets.available() }

  /// Takes the first `count` packets that wait; those of recordings that are over belong nowhere.
  mutating func takePackets(_ count: Int) {
    for offset in 0..<count {
      let packet = packets.slot(offset)
      guard let recording = running[packet.pointee.tap >> 1] else { continue }
      recording.add(packet, voice: decode(packet))
    }
    if count > 0 { packets.release(count) }
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

  private func decode(_ packet: UnsafePointer<RecordedPacket>) -> [Int16] {
    let count = Int(packet.pointee.length)
    return [Int16](unsafeUninitializedCapacity: count) { samples, filled in
      if let base = samples.baseAddress {
        g711.decode(
          RecordedPacket.bytes(packet), into: base, count: count, law: packet.pointee.codec.law)
      }
      filled = count
    }
  }
}
