internal import Audio

/// When a voice is to be played faster or slower than it comes: how much the buffer could do without, and how much
/// it lacked.
///
/// What lies ready and is not needed for ten seconds, because every packet came in time without it, is delay for
/// nothing; if it is very much, one second is enough to know. What comes too late asks for as much as it was late.
/// So the delay follows jitter, and the clock of a sender that is fast; one that is slow runs dry by itself.
/// All lengths are in samples at 8,000 Hz.
struct Pace: BitwiseCopyable {
  /// What is left when a voice is made shorter: 5 ms, so that the next small delay does no harm.
  private static var margin: Int { @_noLocks @_noAllocation get { 40 } }
  /// More than 200 ms that are not needed for one second are too much; 100 are then left.
  private static var much: Int { @_noLocks @_noAllocation get { 1_600 } }
  private static var muchMargin: Int { @_noLocks @_noAllocation get { 800 } }
  /// A packet that is later than 150 ms is lost.
  private static var latest: Int32 { @_noLocks @_noAllocation get { 15 } }
  /// Units between two looks, and between two pieces that are left out.
  private static var second: Int { @_noLocks @_noAllocation get { 100 } }
  private static var tenSeconds: Int { @_noLocks @_noAllocation get { 1_000 } }
  private static var rest: Int { @_noLocks @_noAllocation get { 4 } }
  /// For how many units a good place for a joint is looked for.
  private static var patience: Int { @_noLocks @_noAllocation get { 50 } }

  /// What is to be left out.
  private(set) var excess = 0
  /// What is to be put in.
  private(set) var lack = 0
  private var leastInSecond = Int.max
  private var leastInTen = Int.max
  private var units = 0
  private var unitsOfSecond = 0
  private var resting = 0

  @_noLocks @_noAllocation
  init() {}

  /// A packet came so many units too late.
  @_noLocks @_noAllocation
  mutating func fallBack(units late: Int32) {
    if late <= Pace.latest { lack = max(lack, Int(late) &* JitterBuffer.unit) }
    startAgain()
  }

  /// The voice ran dry.
  @_noLocks @_noAllocation
  mutating func startAgain() {
    excess = 0
    leastInSecond = .max
    leastInTen = .max
    units = 0
    unitsOfSecond = 0
  }

  /// A packet of so many units came in time, and would have, had it come so much later.
  @_noLocks @_noAllocation
  mutating func note(spare: Int, units count: Int) {
    leastInSecond = min(leastInSecond, spare)
    leastInTen = min(leastInTen, spare)
    units &+= count
    unitsOfSecond &+= count
    if excess > 0 { return }
    if unitsOfSecond >= Pace.second {
      if leastInSecond > Pace.much { excess = leastInSecond &- Pace.muchMargin }
      leastInSecond = .max
      unitsOfSecond = 0
    }
    if units >= Pace.tenSeconds {
      excess = max(excess, leastInTen &- Pace.margin)
      leastInTen = .max
      units = 0
    }
    // What is shorter than the shortest piece cannot be left out.
    if excess < Stretch.shortest { excess = 0 }
  }

  /// Whether a piece is to be left out now; asked once a unit.
  @_noLocks @_noAllocation
  mutating func wantsShorter() -> Bool {
    resting &-= 1
    return excess > 0 && resting < 0
  }
  var wantsLonger: Bool { @_noLocks @_noAllocation get { lack >= Stretch.shortest } }

  /// Whether the joint is good enough, after how long it has been looked for.
  @_noLocks @_noAllocation
  mutating func accepts(_ likeness: Float) -> Bool {
    likeness > 0.7 || resting < -Pace.patience
  }

  @_noLocks @_noAllocation
  mutating func leftOut(_ length: Int) {
    excess &-= length
    resting = Pace.rest
    if excess < Stretch.shortest { startAgain() }
  }

  @_noLocks @_noAllocation
  mutating func putIn(_ length: Int) {
    lack &-= length
    if lack < Stretch.shortest { lack = 0 }
  }
}
