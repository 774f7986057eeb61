/// All calls of the box and the seats that they ring.
package struct Switchboard: Sendable {
  private var lastLeg: UInt32 = 0

  /// A name for a leg that nobody has used yet.
  package mutating func newLeg() -> LegID {
    lastLeg += 1
    return LegID(lastLeg)
  }
}
