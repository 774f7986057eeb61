package import Foundation

/// A period's figures as tables, from which HTML, JSON and CSV are written.
package struct Report: Sendable {
  let statistics: Statistics
  let language: ReportLanguage
  /// What people call the site.
  let site: String
  /// When it was made, in the site's zone.
  let made: String

  /// - Parameter moment: when it is made, microseconds since 1970.
  package init(
    _ statistics: Statistics, language: ReportLanguage, site: String, zone: TimeZone,
    at moment: Int64
  ) {
    self.statistics = statistics
    self.language = language
    self.site = site
    made = String(SiteTime(zone: zone).text(moment).prefix(16)).replacing("T", with: " ")
  }

  /// The tables in their order; those without a row are left out.
  var tables: [ReportTable] {
    let seats = statistics.seats.mapValues(\.transfers)
    let groups = statistics.byGroup.mapValues(\.transfers)
    let numbers = statistics.byNumber.mapValues(\.transfers)
    let hours = statistics.byHour.enumerated().map { (String($0), $1.transfers) }
    return [
      main, parts, measured,
      transfers(.directions, .direction, sorted(statistics.directions)),
      times(.directionTimes, .direction, sorted(statistics.directions)),
      transfers(.keys, .keyName, sorted(statistics.keys)),
      times(.keyTimes, .keyName, sorted(statistics.keys)),
      counts(.failures, statistics.failures), counts(.negotiations, statistics.negotiations),
      self.seats, transfers(.seatTransfers, .seat, sorted(seats)),
      times(.seatTimes, .seat, sorted(seats)),
      calls(.groups, .group, sorted(statistics.byGroup)),
      transfers(.groupTransfers, .group, sorted(groups)),
      times(.groupTimes, .group, sorted(groups)),
      calls(.numbers, .number, sorted(statistics.byNumber)),
      transfers(.numberTransfers, .number, sorted(numbers)),
      times(.numberTimes, .number, sorted(numbers)),
      calls(.hours, .hour, statistics.byHour.enumerated().map { (String($0), $1) }),
      transfers(.hourTransfers, .hour, hours), times(.hourTimes, .hour, hours), sip,
    ].filter { !$0.rows.isEmpty }
  }

  /// The figures that stand for the whole period.
  var main: ReportTable {
    let all = statistics.whole
    let answered = all.answered
    let moved = statistics.transfers
    var table = ReportTable(name: .key, columns: [.figure, .value])
    func add(_ word: ReportWord, _ cell: ReportCell) {
      table.rows.append([.word(word, language), cell])
    }
    add(.offered, .count(all.offered))
    add(.answered, .count(answered))
    add(.answerRate, .share(answered, all.offered))
    add(.inTimeRate, .share(all.answeredInTime, all.offered))
    add(.abandoned, .count(all.abandoned))
    add(.averageWait, .mean(all.waited, answered))
    add(.wait95, .milliseconds(percentile(95, of: statistics.waits)))
    add(.averageQueue, .mean(all.queued, all.offered))
    add(.averageTalk, .mean(all.talked, answered))
    add(.averageHold, .mean(all.held, answered))
    add(.averageWrapUp, .mean(all.wroteUp, all.wrapUps))
    add(.pressed, .count(moved.pressed))
    add(.success, .share(moved.connected, moved.pressed))
    add(.wrong, .count(moved.wrong))
    add(.wrongRate, .share(moved.wrong, moved.connected))
    add(.recalls, .count(moved.recalls))
    add(.emergencies, .count(statistics.emergencies))
    add(.harassing, .count(statistics.harassing))
    add(.levels, .text(statistics.levels.map(String.init).joined(separator: " / ")))
    add(.rejected, .count(statistics.rejected))
    add(.outgoing, .count(statistics.outgoing))
    if statistics.unreadable > 0 { add(.unreadable, .count(statistics.unreadable)) }
    return table
  }

  private var measured: ReportTable {
    var table = ReportTable(name: .measured, columns: [.span, .count, .p50, .p95, .p99])
    let times = statistics.transfers.times
    for (name, values) in [
      ("T0→T2", times.toInvite), ("T4→T6", times.toVoice), ("T0→T6", times.whole),
    ] where !values.isEmpty {
      table.rows.append(
        [.text(name), .count(values.count)]
          + [50, 95, 99].map { .microseconds(percentile($0, of: values)) })
    }
    return table
  }

  private func counts(_ name: ReportWord, _ counts: [String: Int]) -> ReportTable {
    var table = ReportTable(name: name, columns: [.outcome, .count, .share])
    let sum = counts.values.reduce(0, +)
    for (title, count) in counts.sorted(by: { $0.key < $1.key }) {
      table.rows.append([.text(title.isEmpty ? "–" : title), .count(count), .share(count, sum)])
    }
    return table
  }

  private var sip: ReportTable {
    let sip = statistics.sip
    var table = ReportTable(name: .sip, columns: [.figure, .value])
    guard sip.invites > 0 else { return table }
    let rows: [(ReportWord, ReportCell)] = [
      (.ser, .share(sip.established, sip.invites)), (.seer, .share(sip.effective, sip.invites)),
      (.isa, .share(sip.ineffective, sip.invites)), (.scr, .share(sip.completed, sip.invites)),
      (.srd50, .milliseconds(percentile(50, of: sip.delays))),
      (.srd95, .milliseconds(percentile(95, of: sip.delays))),
      (.sdt, .mean(sip.duration, sip.established)),
    ]
    table.rows = rows.map { [.word($0, language), $1] }
    return table
  }
}
