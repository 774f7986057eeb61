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

  /// What has to be added up within a call.
  struct Sums {
    var held: Int64 = 0
    var wroteUp: Int64 = 0
    var wrapUps = 0
    /// A seat that was lost and rung again need not have transferred anything.
    var looseRecalls = 0

    init(_ call: CallFacts) {
      held = call.held
      for leg in call.legs {
        guard let time = leg.wrapUp else { continue }
        wroteUp += time
        wrapUps += 1
      }
      for place in call.recalls where place < 0 { looseRecalls += 1 }
    }
  }

  /// GB/T 33358-2016: answered within 15 s.
  static let limit: Int64 = 15_000

  /// - Parameter sums: of the same call, made once for all tallies that it is counted in.
  mutating func add(
    _ call: CallFacts, _ sums: Sums, isAbandoned: Bool, _ transfers: [JudgedTransfer]
  ) {
    offered += 1
    queued += call.queued
    talked += call.talked
    held += sums.held
    wroteUp += sums.wroteUp
    wrapUps += sums.wrapUps
    for transfer in transfers { self.transfers.add(transfer) }
    self.transfers.recalls += sums.looseRecalls
    if isAbandoned { abandoned += 1 }
    guard let wait = call.wait else { return }
    answered += 1
    waited += wait
    if wait <= Self.limit { answeredInTime += 1 }
  }
}
