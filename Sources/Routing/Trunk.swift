/// A SIP peer that carries many calls, as routing sees it.
package struct Trunk: Hashable, Sendable {
  package let name: TrunkName
  /// How many calls it carries at once; `nil` when nobody counts.
  package let channels: Int?
  /// How many of them are kept for emergencies and for calls to the emergency desk.
  package let reserved: Int
  /// Whether a call that comes in when no channel is left for it is refused, with 503.
  package let refusesWhenFull: Bool

  package init(
    name: TrunkName, channels: Int? = nil, reserved: Int = 0, refusesWhenFull: Bool = false
  ) {
    self.name = name
    self.channels = channels
    self.reserved = reserved
    self.refusesWhenFull = refusesWhenFull
  }

  /// Whether one more call may go over it.
  ///
  /// - Parameter busy: channels in use, both ways.
  package func hasRoom(busy: Int, isUrgent: Bool) -> Bool {
    guard let channels else { return true }
    return busy < (isUrgent ? channels : channels - reserved)
  }
}
