/// The payload of a telephone-event packet (RFC 4733, 2.3).
struct TelephoneEvent: BitwiseCopyable {
  /// 0-9, 10 `*`, 11 `#`, 12-15 A-D; higher ones are no digits.
  var event: UInt8
  /// Whether the key was let go.
  var ended: Bool
  /// How long it has been held, in timestamp units.
  var duration: UInt16

  /// Reads a payload of `length` bytes; nil when it is too short.
  @_noLocks @_noAllocation
  init?(_ bytes: UnsafePointer<UInt8>, length: Int) {
    if length < 4 { return nil }
    event = bytes[0]
    ended = bytes[1] & 0x80 != 0
    duration = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
  }

  /// The key with this event number; nil for what is no key.
  static func character(_ event: UInt8) -> Character? {
    let keys: [Character] = Array("0123456789*#ABCD")
    return Int(event) < keys.count ? keys[Int(event)] : nil
  }
}

/// Tells the first packet of an event from its many others.
///
/// All packets of an event carry the timestamp of its beginning, so a new timestamp is a new event,
/// whichever of its packets arrives first: a lost beginning does not lose the key. An older
/// timestamp is a late packet. A key that is held for longer than 65,535 units goes on as a new
/// segment whose timestamp is exactly where the old one stopped (2.5.1.3): not a new key.
struct TelephoneEventDetector: BitwiseCopyable {
  private var timestamp: UInt32 = 0
  private var source: UInt32 = 0
  private var last = UInt8.max
  private var ended = true
  private var duration: UInt16 = 0
  /// Of the segments before this one, how long they were.
  private var before: UInt32 = 0
  private var active = false
  /// Counts the events.
  private(set) var serial: UInt32 = 0

  /// How long the key has been held, over all segments, in the units of its clock.
  var held: UInt32 {
    @_noLocks @_noAllocation get { before &+ UInt32(duration) }
  }

  /// Whether this is a packet of the event that goes on, and not a late one of an earlier one.
  @_noLocks @_noAllocation
  func isCurrent(_ header: RTPHeader) -> Bool {
    active && header.source == source && header.timestamp == timestamp
  }

  @_noLocks @_noAllocation
  init() {}

  /// Whether this packet is the first of its event.
  @_noLocks @_noAllocation
  mutating func isNew(_ event: TelephoneEvent, _ header: RTPHeader) -> Bool {
    if active && header.source == source {
      let step = Int32(truncatingIfNeeded: header.timestamp &- timestamp)
      if step < 0 { return false }
      if step == 0 {
        if event.ended { ended = true }
        if event.duration > duration { duration = event.duration }
        return false
      }
      let continues = !ended && event.event == last && step == Int32(duration)
      let held = held
      remember(event, header)
      if continues {
        before = held
        return false
      }
    } else {
      remember(event, header)
    }
    before = 0
    serial &+= 1
    return true
  }

  @_noLocks @_noAllocation
  private mutating func remember(_ event: TelephoneEvent, _ header: RTPHeader) {
    active = true
    source = header.source
    timestamp = header.timestamp
    last = event.event
    ended = event.ended
    duration = event.duration
  }
}
