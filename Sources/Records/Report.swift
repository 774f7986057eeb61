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
    [
      main, parts, measured, table(.directions, .direction, statistics.directions),
      table(.keys, .keyName, statistics.keys), counts(.failures, statistics.failures),
      counts(.negotiations, statistics.negotiations), seats,
      table(.groups, .group, statistics.byGroup), table(.numbers, .number, statistics.byNumber),
      hours, sip,
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
    add(.recalls, .count(statistics.recalls))
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

  private func table(
    _ name: ReportWord, _ first: ReportWord, _ tallies: [String: TransferTally]
  ) -> ReportTable {
    let columns: [ReportWord] = [
      first, .pressed, .connected, .success, .wrong, .wrongRate, .whole50, .whole95, .whole99,
    ]
    var table = ReportTable(name: name, columns: columns)
    for (title, tally) in tallies.sorted(by: { $0.key < $1.key }) {
      table.rows.append(
        [
          .text(title), .count(tally.pressed), .count(tally.connected),
          .share(tally.connected, tally.pressed), .count(tally.wrong),
          .share(tally.wrong, tally.connected),
        ] + [50, 95, 99].map { .microseconds(percentile($0, of: tally.times.whole)) })
    }
    return table
  }

  private static let callColumns: [ReportWord] = [
    .offered, .answered, .answerRate, .inTimeRate, .abandoned, .averageWait, .averageQueue,
    .averageTalk, .averageHold, .averageWrapUp, .pressed, .success, .whole95,
  ]

  private func cells(_ tally: CallTally) -> [ReportCell] {
    [
      .count(tally.offered), .count(tally.answered), .share(tally.answered, tally.offered),
      .share(tally.answeredInTime, tally.offered), .count(tally.abandoned),
      .mean(tally.waited, tally.answered), .mean(tally.queued, tally.offered),
      .mean(tally.talked, tally.answered), .mean(tally.held, tally.answered),
      .mean(tally.wroteUp, tally.wrapUps), .count(tally.transfers.pressed),
      .share(tally.transfers.connected, tally.transfers.pressed),
      .microseconds(percentile(95, of: tally.transfers.times.whole.sorted())),
    ]
  }

  private func table(
    _ name: ReportWord, _ first: ReportWord, _ tallies: [String: CallTally]
  ) -> ReportTable {
    var table = ReportTable(name: name, columns: [first] + Self.callColumns)
    for (title, tally) in tallies.sorted(by: { $0.key < $1.key }) {
      table.rows.append([.text(title.isEmpty ? "–" : title)] + cells(tally))
    }
    return table
  }

  private var parts: ReportTable {
    var table = ReportTable(name: .sums, columns: [.part] + Self.callColumns)
    table.rows = zip(statistics.period.parts, statistics.byPart).map { [.text($0)] + cells($1) }
    return table
  }

  private var hours: ReportTable {
    var table = ReportTable(name: .hours, columns: [.hour] + Self.callColumns)
    table.rows = statistics.byHour.enumerated().map { [.text(String($0))] + cells($1) }
    return table
  }

  private var seats: ReportTable {
    let columns: [ReportWord] = [
      .seat, .rung, .answered, .first, .connectedTime, .averageWrapUp, .pressed, .connected,
      .success, .wrong, .whole50, .whole95, .whole99,
    ]
    var table = ReportTable(name: .seats, columns: columns)
    for (name, seat) in statistics.seats.sorted(by: { $0.key < $1.key }) {
      table.rows.append(
        [
          .text(name), .count(seat.rung), .count(seat.answered), .count(seat.first),
          .milliseconds(seat.connectedTime), .mean(seat.wroteUp, seat.wrapUps),
          .count(seat.transfers.pressed), .count(seat.transfers.connected),
          .share(seat.transfers.connected, seat.transfers.pressed), .count(seat.transfers.wrong),
        ]
          + [50, 95, 99].map {
            .microseconds(percentile($0, of: seat.transfers.times.whole.sorted()))
          })
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
