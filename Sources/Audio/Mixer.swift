/// Adds voices: 16-bit samples, 32-bit sums, clipped once at the very end.
///
/// Clipping before one's own voice is taken out would distort what a listener hears as soon as
/// somebody is loud, so nothing here clips before ``store(_:into:count:)``. With 32-bit sums
/// 65,536 full-scale voices cannot overflow. The loops are plain indexed loops over unsafe
/// pointers because those, and not explicit SIMD types, are what the compiler vectorises best.
package enum Mixer {
  /// Sets `count` sums to zero.
  @_noLocks @_noAllocation
  package static func clear(_ sum: UnsafeMutablePointer<Int32>, count: Int) {
    for i in 0..<count { sum[i] = 0 }
  }

  /// Adds a voice of `count` samples to the sums.
  @_noLocks @_noAllocation
  package static func add(
    _ voice: UnsafePointer<Int16>, to sum: UnsafeMutablePointer<Int32>, count: Int
  ) {
    for i in 0..<count { sum[i] &+= Int32(voice[i]) }
  }

  /// Adds a voice of `count` samples at a gain of `gain / 32768`; `gain` is 0...32768.
  @_noLocks @_noAllocation
  package static func add(
    _ voice: UnsafePointer<Int16>, gain: Int32, to sum: UnsafeMutablePointer<Int32>, count: Int
  ) {
    for i in 0..<count { sum[i] &+= (Int32(voice[i]) &* gain) >> 15 }
  }

  /// Multiplies `count` samples by `factor / 4096`, clipped to 16 bits; `factor` is 0...32767.
  @_noLocks @_noAllocation
  package static func scale(_ voice: UnsafeMutablePointer<Int16>, by factor: Int32, count: Int) {
    for i in 0..<count {
      let product = (Int32(voice[i]) &* factor) >> 12
      voice[i] = Int16(truncatingIfNeeded: max(-32768, min(32767, product)))
    }
  }

  /// Clips `count` sums to 16 bits into `out`.
  @_noLocks @_noAllocation
  package static func store(
    _ sum: UnsafePointer<Int32>, into out: UnsafeMutablePointer<Int16>, count: Int
  ) {
    for i in 0..<count { out[i] = Int16(truncatingIfNeeded: max(-32768, min(32767, sum[i]))) }
  }

  /// What each of `parties` hears when each hears all others: the sum of all less its own voice.
  ///
  /// `voices` and `out` hold `parties` frames of `count` samples one after the other; `sum` is room
  /// for `count` sums. Costs two passes a party, where adding voice by voice costs `parties - 1`.
  @_noLocks @_noAllocation
  package static func mesh(
    _ voices: UnsafePointer<Int16>, into out: UnsafeMutablePointer<Int16>, parties: Int,
    count: Int, sum: UnsafeMutablePointer<Int32>
  ) {
    clear(sum, count: count)
    for party in 0..<parties { add(voices + party &* count, to: sum, count: count) }
    for party in 0..<parties {
      let own = voices + party &* count
      let heard = out + party &* count
      for i in 0..<count {
        heard[i] = Int16(truncatingIfNeeded: max(-32768, min(32767, sum[i] &- Int32(own[i]))))
      }
    }
  }
}
