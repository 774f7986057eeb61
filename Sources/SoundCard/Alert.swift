/// A sound that a card plays by itself, from memory, for as long as somebody is wanted: it needs no
/// mixer, no call and no other thread.
struct Alert: ~Copyable {
  private let samples: UnsafeMutablePointer<Int16>
  private let count: Int
  private var position = 0
  var isSounding = false

  /// One period of the sound at the card's rate.
  init(_ period: [Int16]) {
    count = max(1, period.count)
    samples = .allocate(capacity: count)
    samples.initialize(repeating: 0, count: count)
    for (index, sample) in period.enumerated() { samples[index] = sample }
  }

  deinit { samples.deallocate() }

  /// Lays the sound over `target`; each time it begins at its beginning.
  @_noLocks @_noAllocation
  mutating func add(to target: UnsafeMutablePointer<Int16>, count wanted: Int) {
    guard isSounding else {
      position = 0
      return
    }
    for i in 0..<wanted {
      let sum = Int32(target[i]) + Int32(samples[position])
      target[i] = Int16(truncatingIfNeeded: max(-32_768, min(32_767, sum)))
      position = position + 1 == count ? 0 : position + 1
    }
  }
}
