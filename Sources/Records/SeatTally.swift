/// Counts of one seat.
package struct SeatTally: Hashable, Sendable {
  /// Legs that rang it.
  package internal(set) var rung = 0
  package internal(set) var answered = 0
  /// Answered within 15 seconds after it began to ring.
  package internal(set) var answeredInTime = 0
  /// Legs that rang it when the citizen gave up.
  package internal(set) var abandoned = 0
  /// Milliseconds that answered legs rang.
  package internal(set) var waited: Int64 = 0
  /// Citizens' calls of which it was first receiver.
  package internal(set) var first = 0
  /// Milliseconds from answer to end of its legs.
  package internal(set) var connectedTime: Int64 = 0
  /// Milliseconds for which it had citizens on hold.
  package internal(set) var held: Int64 = 0
  package internal(set) var wroteUp: Int64 = 0
  /// Legs of which the wrap-up is known.
  package internal(set) var wrapUps = 0
  package internal(set) var transfers = TransferTally()

  /// - Parameter gaveUp: the citizen hung up while it rang.
  mutating func add(_ leg: CallFacts.Leg, gaveUp: Bool) {
    rung += 1
    guard let answered = leg.answered else {
      if gaveUp { abandoned += 1 }
      return
    }
    self.answered += 1
    if answered - leg.started <= CallTally.limit { answeredInTime += 1 }
    waited += answered - leg.started
    connectedTime += (leg.ended ?? answered) - answered
    guard let wrapUp = leg.wrapUp else { return }
    wroteUp += wrapUp
    wrapUps += 1
  }
}

/// Figures of SIP's own end-to-end performance (RFC 6076), of the dialogs that the box opened.
package struct SIPTally: Hashable, Sendable {
  /// INVITEs sent, without those that the box itself withdrew while they rang.
  package internal(set) var invites = 0
  package internal(set) var established = 0
  /// Established, or refused by a person or a phone in use (480, 486, 600, 603).
  package internal(set) var effective = 0
  /// Failed for the network's or a server's reason (408, 500, 503, 504), or found nobody.
  package internal(set) var ineffective = 0
  /// Established, and not lost before somebody ended them.
  package internal(set) var completed = 0
  /// INVITE to the first answer but 100, milliseconds.
  package internal(set) var delays: [Int64] = []
  /// Milliseconds from 200 to the end, in all.
  package internal(set) var duration: Int64 = 0

  mutating func add(_ leg: CallFacts.Leg, ending: String) {
    if leg.answered == nil, ["answered-elsewhere", "cancelled", "call-ended"].contains(ending) {
      return
    }
    // The metrics of RFC 6076 leave redirections out.
    if ending.hasPrefix("failed-3") { return }
    invites += 1
    if let ringing = leg.ringing ?? leg.answered { delays.append(ringing - leg.started) }
    if let answered = leg.answered {
      established += 1
      effective += 1
      duration += (leg.ended ?? answered) - answered
      if ending != "lost" && ending != "box-stopped" { completed += 1 }
      return
    }
    switch ending {
    case "busy", "declined", "failed-480", "failed-486", "failed-600", "failed-603": effective += 1
    case "unreachable", "failed-408", "failed-500", "failed-503", "failed-504": ineffective += 1
    default: break
    }
  }
}
