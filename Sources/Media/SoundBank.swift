internal import Audio

/// Every sound that the mixer can play, as samples at addresses that never change: comfort noise,
/// one period of each loop, the acknowledgements, and the site's prompts.
struct SoundBank: BitwiseCopyable {
  /// No sound.
  static var none: UInt16 { @_noLocks @_noAllocation get { .max } }
  /// Comfort noise is the first sound.
  static var comfort: UInt16 { @_noLocks @_noAllocation get { 0 } }

  private let sounds: UnsafeMutablePointer<UnsafeBufferPointer<Int16>>
  let count: Int

  /// Copies the sounds; ``deallocate()`` gives the memory back.
  init(_ samples: [[Int16]]) {
    count = samples.count
    sounds = .allocate(capacity: max(1, samples.count))
    for (index, sound) in samples.enumerated() {
      let copy = UnsafeMutableBufferPointer<Int16>.allocate(capacity: max(1, sound.count))
      copy.initialize(repeating: 0)
      _ = copy.update(fromContentsOf: sound)
      (sounds + index).initialize(to: UnsafeBufferPointer(copy))
    }
  }

  /// Whether both are the same memory.
  func isSame(as other: SoundBank) -> Bool { sounds == other.sounds }

  func deallocate() {
    for index in 0..<count { sounds[index].deallocate() }
    sounds.deallocate()
  }

  /// How many samples a sound has, 1 or more.
  @_noLocks @_noAllocation
  func length(_ sound: UInt16) -> Int { sounds[Int(sound)].count }

  /// Adds up to `count` samples of `sound` from `position` on, without repeating it; returns how
  /// many there were.
  @_noLocks @_noAllocation
  func addOnce(
    _ sound: UInt16, at position: Int, gain: Int32, to sum: UnsafeMutablePointer<Int32>, count: Int
  ) -> Int {
    let samples = sounds[Int(sound)]
    let taken = min(count, samples.count - position)
    guard taken > 0, let base = samples.baseAddress else { return 0 }
    Mixer.add(base + position, gain: gain, to: sum, count: taken)
    return taken
  }

  /// Adds `count` samples of `sound` from `position` on, again and again; returns where it stands
  /// then.
  @_noLocks @_noAllocation
  func addLooped(
    _ sound: UInt16, at position: Int, gain: Int32, to sum: UnsafeMutablePointer<Int32>, count: Int
  ) -> Int {
    let length = sounds[Int(sound)].count
    guard let base = sounds[Int(sound)].baseAddress, length > 0 else { return 0 }
    var position = position < length ? position : 0
    var done = 0
    while done < count {
      let taken = min(count - done, length - position)
      Mixer.add(base + position, gain: gain, to: sum + done, count: taken)
      done += taken
      position = position + taken == length ? 0 : position + taken
    }
    return position
  }
}
