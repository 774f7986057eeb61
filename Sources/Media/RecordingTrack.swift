/// Where one stream's packets belong on the time line of a recording.
///
/// The sender's timestamps put packets in order and keep network jitter out; arrival says where
/// the whole of them stands. A sender whose clock is slower or faster than ours is followed in small
/// steps, so that an hour's call does not drift apart.
struct RecordingTrack {
  /// A packet may lie this much before its arrival, in frames of 8 kHz: jitter that nobody corrects.
  private static let slack = 480
  /// Over so many packets the quickest decides how late the sender's clock is.
  private static let patience = 100

  private var source: UInt32
  private var lastTimestamp: UInt32
  /// The frame of `lastTimestamp`.
  private var lastFrame: Int
  /// The least that packets came after their place, of those counted.
  private var least = Int.max
  private var counted = 0

  /// Begins with the packet that arrived at `frame`.
  init(source: UInt32, timestamp: UInt32, arrived frame: Int) {
    self.source = source
    lastTimestamp = timestamp
    lastFrame = frame
  }

  /// The frame where a packet that arrived at `arrival` belongs.
  ///
  /// - Parameter ticksPerFrame: of its timestamps, how many are a frame.
  mutating func place(
    source: UInt32, timestamp: UInt32, arrived arrival: Int, ticksPerFrame: Int = 1
  ) -> Int {
    let step = Int(Int32(truncatingIfNeeded: timestamp &- lastTimestamp)) / ticksPerFrame
    var frame = lastFrame + step
    // Another source, or a leap that time does not confirm: a new beginning.
    if source != self.source || abs(arrival - frame) > 8_000 {
      self.source = source
      frame = arrival
      (least, counted) = (.max, 0)
    } else {
      frame += correction(arrival - frame)
    }
    if step >= 0 || frame == arrival {
      lastTimestamp = timestamp
      lastFrame = frame
    }
    return frame
  }

  /// How far the time line is to be moved, now that a packet came `late` frames after its place.
  private mutating func correction(_ late: Int) -> Int {
    // Before its time: the sender is faster than we are, or the first packet had been held up.
    if late < 0 {
      (least, counted) = (.max, 0)
      return late
    }
    least = min(least, late)
    counted += 1
    guard counted >= Self.patience else { return 0 }
    defer { (least, counted) = (.max, 0) }
    return least > Self.slack ? least : 0
  }
}
