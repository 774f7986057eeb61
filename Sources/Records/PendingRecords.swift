internal import Switchboard

/// What control handed over and the journal has not taken yet: at most one snapshot a call, the newest.
struct PendingRecords {
  /// What became of a record that was handed over.
  enum Verdict: Hashable {
    case kept
    /// The call had its last word already.
    case late
    /// A snapshot of an open call had to go, this one or an older one; its next one will do.
    case snapshotDropped
    /// A last word found no room among `limit` other last words.
    case lost
  }

  /// The most calls that wait at once.
  let limit: Int
  private var records: [String: CallRecord] = [:]
  private var order: [String] = []
  /// Calls that had their last word, the last few thousand of them.
  private var finished: Set<String> = []
  private var finishedOrder: [String] = []
  private var finishedNext = 0
  private static let finishedLimit = 8192

  init(limit: Int) { self.limit = limit }

  var count: Int { records.count }

  /// Takes a snapshot in; an older one of the same call makes room for it.
  mutating func add(_ record: CallRecord) -> Verdict {
    guard !finished.contains(record.id) else { return .late }
    let isLast = record.ending != nil
    if records[record.id] == nil && records.count >= limit {
      guard isLast else { return .snapshotDropped }
      guard dropOneSnapshot() else { return .lost }
      insert(record)
      finish(record.id)
      return .snapshotDropped
    }
    insert(record)
    if isLast { finish(record.id) }
    return .kept
  }

  /// All that waits, oldest call first.
  mutating func take() -> [CallRecord] {
    let taken = order.compactMap { records[$0] }
    records.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
    return taken
  }

  /// Takes back what could not be written, unless something newer has come.
  ///
  /// - Returns: how many last words found no room.
  mutating func restore(_ batch: [CallRecord]) -> Int {
    var lost = 0
    for record in batch where records[record.id] == nil {
      let isLast = record.ending != nil
      if !isLast && finished.contains(record.id) { continue }
      if records.count >= limit {
        guard isLast else { continue }
        guard dropOneSnapshot() else {
          lost += 1
          continue
        }
      }
      insert(record)
    }
    return lost
  }

  private mutating func insert(_ record: CallRecord) {
    if records.updateValue(record, forKey: record.id) == nil { order.append(record.id) }
  }

  private mutating func dropOneSnapshot() -> Bool {
    guard let place = order.firstIndex(where: { records[$0]?.ending == nil }) else { return false }
    records[order.remove(at: place)] = nil
    return true
  }

  private mutating func finish(_ id: String) {
    guard finished.insert(id).inserted else { return }
    if finishedOrder.count < Self.finishedLimit {
      finishedOrder.append(id)
    } else {
      finished.remove(finishedOrder[finishedNext])
      finishedOrder[finishedNext] = id
      finishedNext = (finishedNext + 1) % Self.finishedLimit
    }
  }
}
