package import Switchboard

/// Which legs belong to which call, so far as loops and hops need it.
extension Line {
  /// Says that an incoming leg belongs to a call: its dialled legs inherit the hops that remain.
  package func bind(_ leg: LegID, to call: CallID) {
    guard let leg = legs[leg] else { return }
    join(call, leg)
  }

  func join(_ call: CallID, _ leg: Leg) {
    leg.call = call
    calls[call, default: []].insert(leg.id)
  }

  func leave(_ call: CallID, _ leg: Leg) {
    calls[call]?.remove(leg.id)
    if calls[call]?.isEmpty == true { calls[call] = nil }
  }

  /// How many boxes of our kind a call has gone through, without this one.
  func boxes(of call: CallID) -> Int {
    calls[call, default: []].compactMap { legs[$0]?.boxes }.max() ?? 0
  }

  /// Max-Forwards of the next INVITE of a call: one less than what any INVITE of it came with.
  func hops(of call: CallID) -> Int {
    let came = calls[call, default: []].compactMap { legs[$0]?.hops }.min()
    return min(configuration.maxForwards, came.map { $0 - 1 } ?? configuration.maxForwards)
  }
}
