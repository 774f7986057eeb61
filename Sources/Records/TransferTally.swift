/// Counts of transfers, three-way calls and consultations.
package struct TransferTally: Hashable, Sendable {
  package internal(set) var pressed = 0
  package internal(set) var connected = 0
  /// Connected, and back at the desk that pressed within the time that the report names.
  package internal(set) var wrong = 0
  /// Times that the citizen went back to the seat that had handed over.
  package internal(set) var recalls = 0
  /// How two desks that had the call agreed, or did not.
  package internal(set) var negotiations: [String: Int] = [:]
  package internal(set) var times = KeyTimes()

  mutating func add(_ transfer: JudgedTransfer) {
    pressed += 1
    recalls += transfer.recalls
    for outcome in transfer.negotiations { negotiations[outcome, default: 0] += 1 }
    if transfer.isConnected { connected += 1 }
    if transfer.isWrong { wrong += 1 }
    times.add(transfer.facts)
  }
}

/// A transfer, and what became of it by the report's measure.
struct JudgedTransfer {
  let facts: CallFacts.Transfer
  let isConnected: Bool
  let isWrong: Bool
  /// How often the citizen came back because of it.
  let recalls: Int
  /// Outcomes of the negotiations that it led to.
  let negotiations: [String]
}

/// The measured key, each transfer's times in microseconds.
package struct KeyTimes: Hashable, Sendable {
  /// T0→T2: key to INVITE.
  package internal(set) var toInvite: [Int64] = []
  /// T4→T6: answer to the citizen's voice at the new party.
  package internal(set) var toVoice: [Int64] = []
  /// T0→T6: key to the citizen's voice at the new party.
  package internal(set) var whole: [Int64] = []

  mutating func add(_ transfer: CallFacts.Transfer) {
    if let time = transfer.toInvite { toInvite.append(time) }
    if let time = transfer.toVoice { toVoice.append(time) }
    if let time = transfer.whole { whole.append(time) }
  }

  mutating func sort() {
    toInvite.sort()
    toVoice.sort()
    whole.sort()
  }
}

/// The value below or at which `percent` of sorted values lie (nearest rank); `nil` of none.
func percentile(_ percent: Int, of sorted: [Int64]) -> Int64? {
  sorted.isEmpty ? nil : sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
}
