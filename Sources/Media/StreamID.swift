/// Names one stream of the media plane from open to close; never reused for another.
package struct StreamID: Hashable, Sendable, BitwiseCopyable {
  /// The slot in the low 16 bits, how often the slot was used before in the high 16.
  package let rawValue: UInt32

  init(slot: Int, generation: UInt16) {
    rawValue = UInt32(generation) << 16 | UInt32(slot)
  }

  /// A stream by its number.
  @_noLocks @_noAllocation
  init(raw: UInt32) { rawValue = raw }

  /// Its place in the tables of the threads.
  var slot: Int {
    @_noLocks @_noAllocation get { Int(rawValue & 0xFFFF) }
  }
}
