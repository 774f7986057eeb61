package import Foundation

/// Everything that a report says of a period, counted in one pass over the facts of its calls.
package struct Statistics: Sendable {
  package let period: Period
  /// Minutes within which a transfer that comes back was a wrong one.
  package let wrongWithin: Int
  package private(set) var whole = CallTally()
  package private(set) var byPart: [CallTally]
  package private(set) var byHour = [CallTally](repeating: CallTally(), count: 24)
  package private(set) var byNumber: [String: CallTally] = [:]
  package private(set) var byGroup: [String: CallTally] = [:]
  package private(set) var seats: [String: SeatTally] = [:]
  package private(set) var transfers = TransferTally()
  /// By `12345→110`.
  package private(set) var directions: [String: TransferTally] = [:]
  package private(set) var keys: [String: TransferTally] = [:]
  /// What became of transfers that did not connect.
  package private(set) var failures: [String: Int] = [:]
  package private(set) var negotiations: [String: Int] = [:]
  package private(set) var rejected = 0
  package private(set) var merged = 0
  package private(set) var outgoing = 0
  package private(set) var emergencies = 0
  package private(set) var harassing = 0
  /// Calls of level 1 to 4, at their number less one.
  package private(set) var levels = [0, 0, 0, 0]
  package private(set) var sip = SIPTally()
  /// Milliseconds until a seat answered, sorted once all is counted.
  package private(set) var waits: [Int64] = []
  /// Lines of the files that are no record.
  package internal(set) var unreadable = 0

  private let site: SiteMap
  private let zone: TimeZone
  /// The hour of the last call and its offset from UTC: asking for it every time is slow.
  private var zoneHour = Int64.min
  private var zoneOffset: Int64 = 0

  init(_ period: Period, site: SiteMap, zone: TimeZone, wrongWithin: Int) {
    self.period = period
    self.wrongWithin = wrongWithin
    self.site = site
    self.zone = zone
    byPart = Array(repeating: CallTally(), count: period.parts.count)
  }

  mutating func add(_ call: CallFacts, _ names: StringTable) {
    guard let part = period.part(of: call.start) else { return }
    addParties(call, names)
    for hold in call.holds where hold.seat != 0 {
      seats[names[hold.seat], default: SeatTally()].held += hold.length
    }
    let transfers = call.transfers.indices.map { judge($0, of: call, names) }
    let ending = names[call.ending]
    if call.isInbound {
      switch ending {
      case "rejected": rejected += 1
      case "merged": merged += 1
      default: addOffered(call, names, part, isAbandoned: ending == "abandoned", transfers)
      }
    } else {
      outgoing += 1
    }
    self.transfers.recalls += call.recalls.count { $0 < 0 }
    if call.emergency { emergencies += 1 }
    if call.harassment { harassing += 1 }
    if (1...4).contains(call.level) { levels[Int(call.level) - 1] += 1 }
    for part in call.negotiations { negotiations[names[part.outcome], default: 0] += 1 }
    for transfer in transfers { add(transfer, names) }
  }

  /// Puts in order what percentiles need.
  mutating func finish() {
    waits.sort()
    sip.delays.sort()
    transfers.times.sort()
    for name in directions.keys { directions[name]?.times.sort() }
    for name in keys.keys { keys[name]?.times.sort() }
    for name in seats.keys { seats[name]?.transfers.times.sort() }
    for name in byNumber.keys { byNumber[name]?.transfers.times.sort() }
    for name in byGroup.keys { byGroup[name]?.transfers.times.sort() }
    for hour in byHour.indices { byHour[hour].transfers.times.sort() }
    for part in byPart.indices { byPart[part].transfers.times.sort() }
  }

  private mutating func addOffered(
    _ call: CallFacts, _ names: StringTable, _ part: Int, isAbandoned: Bool,
    _ transfers: [JudgedTransfer]
  ) {
    let sums = CallTally.Sums(call)
    func count(_ tally: inout CallTally) {
      tally.add(call, sums, isAbandoned: isAbandoned, transfers)
    }
    count(&whole)
    count(&byPart[part])
    count(&byHour[hour(of: call.start)])
    let number = names[call.dialled]
    count(&byNumber[number, default: CallTally()])
    let group = call.group == 0 ? site.groupOfNumber[number] : names[call.group]
    if let group { count(&byGroup[group, default: CallTally()]) }
    if let wait = call.wait { waits.append(wait) }
    if call.first != 0 { seats[names[call.first], default: SeatTally()].first += 1 }
  }

  private mutating func addParties(_ call: CallFacts, _ names: StringTable) {
    for leg in call.legs where !leg.isCaller {
      sip.add(leg, ending: names[leg.ending])
      let party = names[leg.party]
      guard !party.hasPrefix("@"), party != "citizen" else { continue }
      let gaveUp = leg.answered == nil && names[call.ending] == "abandoned"
      seats[party, default: SeatTally()].add(
        leg, gaveUp: gaveUp && names[leg.ending] == "call-ended")
    }
  }

  private func judge(
    _ index: Int, of call: CallFacts, _ names: StringTable
  ) -> JudgedTransfer {
    let isConnected = names[call.transfers[index].outcome] == "connected"
    return JudgedTransfer(
      facts: call.transfers[index], isConnected: isConnected,
      isWrong: isConnected && comesBack(index, of: call, names),
      recalls: call.recalls.count { $0 == index },
      negotiations: call.negotiations.filter { $0.transfer == index }.map { names[$0.outcome] })
  }

  private mutating func add(_ transfer: JudgedTransfer, _ names: StringTable) {
    let facts = transfer.facts
    transfers.add(transfer)
    directions["\(from(facts, names))→\(to(facts, names))", default: TransferTally()].add(transfer)
    keys[names[facts.key], default: TransferTally()].add(transfer)
    seats[names[facts.seat], default: SeatTally()].transfers.add(transfer)
    if !transfer.isConnected { failures[names[facts.outcome], default: 0] += 1 }
  }

  /// Whether the call was back at the presser's desk soon after the target had answered.
  private func comesBack(_ index: Int, of call: CallFacts, _ names: StringTable) -> Bool {
    let transfer = call.transfers[index]
    guard let answered = transfer.answered else { return false }
    let soon = answered...(answered + Int64(wrongWithin) * 60_000)
    if call.returns.contains(where: { soon.contains($0.at) }) { return true }
    return call.transfers[(index + 1)...].contains { later in
      names[later.outcome] == "connected" && soon.contains(later.pressed)
        && from(later, names) == to(transfer, names) && to(later, names) == from(transfer, names)
    }
  }

  private func from(_ transfer: CallFacts.Transfer, _ names: StringTable) -> String {
    site.platformOfSeat[names[transfer.seat]] ?? "?"
  }

  private func to(_ transfer: CallFacts.Transfer, _ names: StringTable) -> String {
    if let platform = site.platformOfSeat[names[transfer.target]] { return platform }
    let destination = names[transfer.destination]
    for (kind, map) in [("group ", site.platformOfGroup), ("seat ", site.platformOfSeat)]
    where destination.hasPrefix(kind) {
      return map[String(destination.dropFirst(kind.count))] ?? destination
    }
    return destination
  }

  private mutating func hour(of moment: Int64) -> Int {
    let seconds = moment / 1_000_000
    if seconds / 900 != zoneHour {
      zoneHour = seconds / 900
      zoneOffset = Int64(
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
    return Int((seconds + zoneOffset) / 3600 % 24)
  }
}

extension Statistics {
  /// Counts the closed calls that began in `period`, by way of the index.
  ///
  /// - Parameters:
  ///   - wrongWithin: minutes within which a transfer that comes back was a wrong one.
  ///   - progress: told the bytes read and the bytes there are, when an index has to be made.
  /// - Throws: `FileProblem` when a file is there and cannot be read.
  package static func read(
    _ directory: RecordDirectory, _ period: Period, site: SiteMap, zone: TimeZone,
    wrongWithin: Int = 5, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(FileProblem) -> Statistics {
    var statistics = Statistics(period, site: site, zone: zone, wrongWithin: wrongWithin)
    var indexes: [RecordIndex] = []
    for segment in try directory.segments() {
      var index = try RecordIndex(of: segment.path, in: directory)
      let size = FileIdentity.size(of: segment.path) ?? 0
      try index.extend(in: directory) { progress($0, size) }
      indexes.append(index)
    }
    let corrections = try Corrections(indexes)
    for index in indexes {
      var names = StringTable()
      statistics.unreadable += try index.facts(in: period.range, &names) { call, names in
        let those = corrections[call.id]
        guard !those.isEmpty else { return statistics.add(call, names) }
        var call = call
        call.apply(those)
        statistics.add(call, names)
      }
    }
    statistics.finish()
    return statistics
  }
}
