/// Up to which timestamp a mixed frame has played the voices in it: the first four.
struct PlayedVoices: BitwiseCopyable {
  static var most: Int {
    @_noLocks @_noAllocation get { 4 }
  }

  private var timestamps = SIMD4<UInt32>(repeating: 0)
  private var slots = SIMD4<UInt16>(repeating: RTPLeg.nobody)
  private var added: UInt8 = 0

  var count: Int {
    @_noLocks @_noAllocation get { Int(added) }
  }

  /// None.
  @_noLocks @_noAllocation
  init() {}

  /// The slot of the `index`-th voice, and the timestamp behind what was played of it.
  @_noLocks @_noAllocation
  subscript(index: Int) -> (slot: UInt16, timestamp: UInt32) {
    (slots[index], timestamps[index])
  }

  /// Whether the voice in the slot is among them, played up to this timestamp.
  @_noLocks @_noAllocation
  func has(_ slot: UInt16, upTo timestamp: UInt32?) -> Bool {
    guard let timestamp else { return false }
    for i in 0..<count where slots[i] == slot { return timestamps[i] == timestamp }
    return false
  }

  @_noLocks @_noAllocation
  mutating func add(_ slot: UInt16, upTo timestamp: UInt32) {
    if count >= PlayedVoices.most { return }
    slots[count] = slot
    timestamps[count] = timestamp
    added += 1
  }
}
