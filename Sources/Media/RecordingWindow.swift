internal import Audio

/// The second of a recording that is not on the disk yet: voices are added wherever their packets
/// belong, in any order, and what lies far enough back is taken out.
struct RecordingWindow {
  /// Frames that it holds: a little more than a second.
  static let capacity = 8_192
  /// A frame is a sample of the citizen and one of the others.
  private var samples = [Int16](repeating: 0, count: capacity * 2)
  /// The first frame that has not been taken.
  private(set) var start = 0

  /// Where it ends: frames from here on do not fit.
  var end: Int { start + Self.capacity }

  /// Adds a voice from `frame` on; what lies before the window is too late and dropped.
  ///
  /// - Precondition: the voice ends before the window does.
  mutating func add(_ voice: [Int16], at frame: Int, side: RecordingTap.Side) {
    let first = max(0, start - frame)
    guard first < voice.count else { return }
    for index in first..<voice.count {
      let place = (frame + index) % Self.capacity * 2 + Int(side.rawValue)
      let sum = Int32(samples[place]) + Int32(voice[index])
      samples[place] = Int16(max(-32_768, min(32_767, sum)))
    }
  }

  /// Takes the sound up to `frame` out, as little-endian bytes, and goes on from there.
  mutating func take(until frame: Int) -> [UInt8] {
    let count = min(frame - start, Self.capacity)
    guard count > 0 else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * 4)
    for frame in start..<start + count {
      let place = frame % Self.capacity * 2
      for sample in samples[place...place + 1] {
        bytes.append(UInt8(truncatingIfNeeded: sample))
        bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
      }
      samples[place] = 0
      samples[place + 1] = 0
    }
    start += count
    return bytes
  }
}
