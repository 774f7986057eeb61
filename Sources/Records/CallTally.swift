/// Counts of citizens' calls.
package struct CallTally: Hashable, Sendable {
  /// Calls that came in, without those that were rejected or merged into another.
  package internal(set) var offered = 0
  /// … that a seat answered.
  package internal(set) var answered = 0
  /// … that a seat answered within 15 seconds.
  package internal(set) var answeredInTime = 0
  /// … that ended because the citizen hung up before any seat had answered.
  package internal(set) var abandoned = 0
  /// Sums in milliseconds.
  package internal(set) var waited: Int64 = 0
  package internal(set) var queued: Int64 = 0
  package internal(set) var talked: Int64 = 0
  package internal(set) var held: Int64 = 0
  package internal(set) var wroteUp: Int64 = 0
  /// Legs of which the wrap-up is known.
  package internal(set) var wrapUps = 0
  /// What was pressed in these calls.
  package internal(set) var transfers = TransferTally()

  /// GB/T 33358-2016: answered within 15 s.
  static let limit: Int64 = 15_000

  mutating func add(_ call: CallFacts, isAbandoned: Bool, _ transfers: [JudgedTransfer]) {
    offered += 1
    queued += call.queued
    talked += call.talked
    held += call.held
    for time in call.legs.compactMap(\.wrapUp) {
      wroteUp += time
      wrapUps += 1
    }
    for transfer in transfers { self.transfers.add(transfer) }
    // A seat that was lost and rung again need not have transferred anything.
    self.transfers.recalls += call.recalls.count { $0 < 0 }
    if isAbandoned { abandoned += 1 }
    guard let wait = call.wait else { return }
    answered += 1
    waited += wait
    if wait <= Self.limit { answeredInTime += 1 }
  }
}
