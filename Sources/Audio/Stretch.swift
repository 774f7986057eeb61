/// Makes a voice that is being played shorter or longer by one period of it, so that nothing of the joint is
/// heard: the two places that are most alike are blended into each other.
///
/// What a jitter buffer does with it when it holds back more than it has to, or less: WSOLA, as the field calls
/// it, a period at a time.
package enum Stretch {
  /// Samples of the shortest and longest piece at 8,000 Hz: 5 to 16.6 ms; twice as many at 16,000.
  package static var shortest: Int { @_noLocks @_noAllocation get { 40 } }
  package static var longest: Int { @_noLocks @_noAllocation get { 133 } }
  /// Samples over which the two places are compared and blended: 7.5 ms.
  package static var blended: Int { @_noLocks @_noAllocation get { 60 } }

  /// A piece, and how much alike its two ends are: 1 like copies, 0 not at all.
  package struct Piece: BitwiseCopyable {
    package var length: Int
    package var likeness: Float
  }

  /// What can best be left out at the beginning of `samples`.
  ///
  /// - Parameters:
  ///   - most: the longest that it may be; there are so many samples and ``blended`` more.
  ///   - scale: 1 at 8,000 Hz, 2 at 16,000.
  @_noLocks @_noAllocation
  package static func excess(
    _ samples: UnsafePointer<Int16>, most: Int, scale: Int
  ) -> Piece {
    find(samples, samples, direction: 1, most: most, scale: scale)
  }

  /// Leaves `length` samples out of `count`, at their beginning; how many are left.
  @_noLocks @_noAllocation
  package static func shorten(
    _ samples: UnsafeMutablePointer<Int16>, count: Int, by length: Int, scale: Int
  ) -> Int {
    let blend = blended &* scale
    for i in 0..<blend {
      samples[i] = blended(samples[i], samples[i &+ length], i, blend)
    }
    let left = count &- length
    var i = blend
    while i < left {
      samples[i] = samples[i &+ length]
      i &+= 1
    }
    return left
  }

  /// What can best be heard once more before `samples`, of which there are at least ``blended``.
  ///
  /// - Parameter past: the end of what was heard before them, ``longest`` samples or more.
  @_noLocks @_noAllocation
  package static func repetition(
    _ samples: UnsafePointer<Int16>, past: UnsafePointer<Int16>, scale: Int
  ) -> Piece {
    find(samples, past, direction: -1, most: longest &* scale, scale: scale)
  }

  /// Puts the last `length` samples of the past before the `count` ones, which have room for as many more; how
  /// many there are then.
  @_noLocks @_noAllocation
  package static func lengthen(
    _ samples: UnsafeMutablePointer<Int16>, count: Int, by length: Int,
    past: UnsafePointer<Int16>, scale: Int
  ) -> Int {
    var i = count
    while i > 0 {
      i &-= 1
      samples[i &+ length] = samples[i]
    }
    let again = past - length
    let blend = min(blended &* scale, length)
    for i in 0..<length { samples[i] = again[i] }
    // The voice goes on as it would have, and over into what was a period ago.
    for i in 0..<blend {
      samples[i] = blended(samples[i &+ length], again[i], i, blend)
    }
    return count &+ length
  }

  @_noLocks @_noAllocation
  private static func blended(_ from: Int16, _ to: Int16, _ i: Int, _ count: Int) -> Int16 {
    Int16(
      truncatingIfNeeded: (Int32(from) &* Int32(count &- i) &+ Int32(to) &* Int32(i)) / Int32(count)
    )
  }

  @_noLocks @_noAllocation
  private static func find(
    _ samples: UnsafePointer<Int16>, _ others: UnsafePointer<Int16>, direction: Int, most: Int,
    scale: Int
  ) -> Piece {
    let count = blended &* scale
    var own: Int64 = 1
    for i in 0..<count { own &+= Int64(samples[i]) &* Int64(samples[i]) }
    var best = Piece(length: shortest &* scale, likeness: -1)
    var lag = shortest &* scale
    while lag <= most {
      let other = others + direction &* lag
      var product: Int64 = 0
      var energy: Int64 = 1
      for i in 0..<count {
        product &+= Int64(samples[i]) &* Int64(other[i])
        energy &+= Int64(other[i]) &* Int64(other[i])
      }
      let likeness =
        product > 0 ? Float(product) * Float(product) / (Float(own) * Float(energy)) : 0
      if likeness > best.likeness { best = Piece(length: lag, likeness: likeness) }
      lag &+= 1
    }
    return best
  }
}
