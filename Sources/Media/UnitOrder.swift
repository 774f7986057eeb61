/// Which unit of a voice is due, and what became of those before it.
///
/// PJMEDIA's buffer takes the first unit that comes into it, when it is empty, for the oldest, and drops those that
/// it overtook. So its place is held by a unit of no voice, and all that follow are numbered one higher there
/// (``shift``).
struct UnitOrder: BitwiseCopyable {
  /// Units by which one that is ahead of its time has overtaken others; what is further ahead comes after a pause.
  private static var mostAhead: Int32 { @_noLocks @_noAllocation get { 10 } }

  /// The number of the unit that is due.
  private(set) var next: Int32
  /// The highest number that arrived.
  private(set) var highest: Int32
  /// What the numbers in PJMEDIA's buffer are higher by.
  private(set) var shift: Int32
  /// For how many units there was nothing to play.
  private(set) var waited: Int32 = 0
  /// How many of those the voice was too late for, and so came to be played later, when it is back.
  private(set) var inserted: Int32 = 0
  /// Of the units before ``next``, the last in the lowest bit, whether they were missing when they were due.
  private var missed: UInt64 = 0

  @_noLocks @_noAllocation
  init(from first: Int32 = 0, shift: Int32 = 0) {
    next = first
    highest = first - 1
    self.shift = shift
  }

  /// How many units are ahead of the one that is due, missing ones as well.
  var held: Int32 {
    @_noLocks @_noAllocation get { max(0, highest - next + 1) }
  }

  enum Arrival: BitwiseCopyable {
    case inTime
    /// Its first unit was due so many units ago and missing; it would have been heard if the voice were
    /// played so much later.
    case late(units: Int32)
    /// It was heard, or is of no use any more.
    case again
    /// It has overtaken others; a placeholder goes to this place in PJMEDIA's buffer before it.
    case early(place: Int32)
  }

  /// A packet of `count` units has arrived, from number `first` on.
  @_noLocks @_noAllocation
  mutating func arrive(_ first: Int32, _ count: Int32) -> Arrival {
    var arrival = first >= next ? Arrival.inTime : .again
    if first >= next {
      if highest < next { arrival = arriveAtNone(first) }
    } else if isMissed(first) {
      for i in 0..<count { clearMissed(first + i) }
      arrival = .late(units: next - first)
    }
    highest = max(highest, first + count - 1)
    return arrival
  }

  /// Nothing was there; something was made up for `waited` units.
  @_noLocks @_noAllocation
  private mutating func arriveAtNone(_ first: Int32) -> Arrival {
    let ahead = first - next - waited
    let skipped = ahead > UnitOrder.mostAhead ? first - next : min(first - next, waited)
    inserted = max(0, waited - skipped)
    waited = 0
    pass(skipped)
    if ahead <= 0 || ahead > UnitOrder.mostAhead { return .inTime }
    let place = next + shift
    shift += 1
    return .early(place: place)
  }

  /// Units that are missing, and for whose time something was made up.
  @_noLocks @_noAllocation
  private mutating func pass(_ count: Int32) {
    next += count
    missed = count > 63 ? .max : missed << UInt64(count) | (1 << UInt64(count) - 1)
  }

  /// The unit under this number of PJMEDIA's has been taken.
  @_noLocks @_noAllocation
  mutating func take(_ number: Int32) {
    skip(to: number)
    next += 1
    missed <<= 1
  }

  /// The unit under this number of PJMEDIA's is missing.
  @_noLocks @_noAllocation
  mutating func miss(_ number: Int32) {
    skip(to: number)
    pass(1)
  }

  /// There was none.
  @_noLocks @_noAllocation
  mutating func wait() { if waited < 1 << 20 { waited += 1 } }

  /// It is known that the voice came back later.
  @_noLocks @_noAllocation
  mutating func noticeInserted() { inserted = 0 }

  /// A full buffer has dropped what was before.
  @_noLocks @_noAllocation
  private mutating func skip(to number: Int32) {
    if number - shift != next {
      next = number - shift
      missed = 0
    }
  }

  @_noLocks @_noAllocation
  private func isMissed(_ number: Int32) -> Bool {
    let age = next - 1 - number
    return age >= 0 && age < 64 && missed >> UInt64(age) & 1 == 1
  }

  @_noLocks @_noAllocation
  private mutating func clearMissed(_ number: Int32) {
    let age = next - 1 - number
    if age >= 0 && age < 64 { missed &= ~(1 << UInt64(age)) }
  }
}
