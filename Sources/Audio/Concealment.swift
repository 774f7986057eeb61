/// Hides losses in a voice: repeats its last pitch period, fades when that lasts too long, and blends
/// into the voice when it comes back.
///
/// In the manner of ITU-T G.711 Appendix I, with one difference: what is heard is never held back. The
/// appendix delays all sound by 3.75 ms so that it can blend before a loss; here the repetition
/// begins exactly where the voice stopped, and its step there is spread over the first milliseconds.
package struct Concealment: BitwiseCopyable {
  /// Samples that are remembered, and half of all that one value needs: at 8 kHz three of the
  /// longest periods and a little more.
  private static var memory: Int { @_noLocks @_noAllocation get { 400 } }
  /// Samples of memory that one value needs at 8,000 Hz, given to ``init(_:scale:)``; twice as many at
  /// 16,000.
  package static var needed: Int { 2 * memory }

  /// 1 at 8,000 Hz, 2 at 16,000: by it all that follows is longer.
  private let scale: Int
  private var memory: Int { @_noLocks @_noAllocation get { Concealment.memory &* scale } }
  /// Pitch periods that are looked for: 60 to 200 Hz.
  private var shortest: Int { @_noLocks @_noAllocation get { 40 &* scale } }
  private var longest: Int { @_noLocks @_noAllocation get { 133 &* scale } }
  /// Samples that are compared: 7.5 ms, for it is the voice's end that must go on, not its middle.
  private var compared: Int { @_noLocks @_noAllocation get { 60 &* scale } }
  /// After 10 ms the repetition fades, to nothing at 60 ms.
  private var full: Int { @_noLocks @_noAllocation get { 80 &* scale } }
  private var fading: Int { @_noLocks @_noAllocation get { 400 &* scale } }

  /// What was heard last, oldest first.
  private let history: UnsafeMutablePointer<Int16>
  /// What is repeated, as it was when the loss began.
  private let repeated: UnsafeMutablePointer<Int16>
  /// Samples made up since the voice stopped; 0 while it is there.
  private var lost = 0
  private var pitch = 0
  private var position = 0
  /// The step between the voice's end and the repetition's beginning.
  private var step: Int32 = 0

  /// Begins with silence.
  ///
  /// - Parameters:
  ///   - room: for ``needed`` samples, or as many more as `scale` says, for as long as the value is used.
  ///   - scale: 1 at 8,000 Hz, 2 at 16,000.
  package init(_ room: UnsafeMutablePointer<Int16>, scale: Int = 1) {
    self.scale = scale
    history = room
    repeated = room + Concealment.memory * scale
    reset()
  }

  /// Forgets the voice.
  @_noLocks @_noAllocation
  package mutating func reset() {
    for i in 0..<memory { history[i] = 0 }
    lost = 0
  }

  /// Samples that have to be made up until a period of the voice is complete; 0 while nothing is made up.
  package var untilPeriodEnds: Int {
    @_noLocks @_noAllocation get { lost == 0 ? 0 : (pitch &- lost % pitch) % pitch }
  }

  /// The end of what was heard or made up last, of which 400 samples are there, twice as many at 16,000 Hz.
  package var past: UnsafePointer<Int16> {
    @_noLocks @_noAllocation get { UnsafePointer(history + memory) }
  }

  /// Takes a frame of `count` samples that arrived; after a loss blends its beginning with what was
  /// made up. `count` is 400 at most.
  @_noLocks @_noAllocation
  package mutating func hear(_ samples: UnsafeMutablePointer<Int16>, count: Int) {
    if lost > 0 {
      // 3 ms are enough not to click, and more would only keep the voice away.
      let blend = min(count, 24 &* scale)
      for i in 0..<blend {
        let made = Int32(next())
        samples[i] = Int16(
          truncatingIfNeeded: (made &* Int32(blend &- i) &+ Int32(samples[i]) &* Int32(i))
            / Int32(blend))
      }
      lost = 0
    }
    remember(samples, count)
  }

  /// Makes up a frame of `count` samples, 400 at most.
  @_noLocks @_noAllocation
  package mutating func conceal(_ samples: UnsafeMutablePointer<Int16>, count: Int) {
    if lost == 0 { begin() }
    for i in 0..<count { samples[i] = next() }
    remember(samples, count)
  }

  /// The next sample of the repetition.
  @_noLocks @_noAllocation
  private mutating func next() -> Int16 {
    // A period more after each 10 ms, up to three: one alone, repeated for long, sounds like a tone.
    let periods = min(3, 1 + lost / full)
    let end = memory
    let start = end &- periods &* pitch
    if position >= end { position = start }
    var value = Int32(repeated[position])
    position &+= 1
    let spread = 16 &* scale
    if lost < spread {
      value &+=
        step &* Int32(truncatingIfNeeded: spread &- lost) / Int32(truncatingIfNeeded: spread)
    }
    if lost > full {
      let left = max(0, full &+ fading &- lost)
      value = value &* Int32(left) / Int32(fading)
    }
    lost &+= 1
    return Int16(truncatingIfNeeded: max(-32_768, min(32_767, value)))
  }

  /// The voice stops: finds its period and gets the last ones ready.
  @_noLocks @_noAllocation
  private mutating func begin() {
    pitch = findPitch()
    let end = memory
    for i in 0..<end { repeated[i] = history[i] }
    // Where one repetition goes over into the next, the end of the period is blended with what was
    // before the period's beginning, so that the two fit.
    let blend = pitch / 4
    for i in 0..<blend {
      let at = end &- blend &+ i
      let (voice, before) = (Int32(history[at]), Int32(history[at &- pitch]))
      repeated[at] = Int16(
        truncatingIfNeeded: (voice &* Int32(blend &- i) &+ before &* Int32(i)) / Int32(blend))
    }
    position = end &- pitch
    step = Int32(history[end &- 1]) &- Int32(history[end &- pitch &- 1])
    lost = 0
  }

  /// The lag at which the voice's end is most like what was before.
  @_noLocks @_noAllocation
  private func findPitch() -> Int {
    let tail = history + (memory &- compared)
    var best = shortest
    var bestScore: Float = -1
    for lag in shortest...longest {
      let earlier = tail - lag
      var product: Int64 = 0
      var energy: Int64 = 0
      for i in 0..<compared {
        product &+= Int64(tail[i]) &* Int64(earlier[i])
        energy &+= Int64(earlier[i]) &* Int64(earlier[i])
      }
      if product <= 0 { continue }
      let score = Float(product) * Float(product) / Float(energy &+ 1)
      if score > bestScore {
        bestScore = score
        best = lag
      }
    }
    return best
  }

  @_noLocks @_noAllocation
  private func remember(_ samples: UnsafePointer<Int16>, _ count: Int) {
    let kept = memory &- count
    for i in 0..<kept { history[i] = history[i &+ count] }
    for i in 0..<count { history[kept &+ i] = samples[i] }
  }
}
