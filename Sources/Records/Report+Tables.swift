/// Tables that say the same of each seat, group, number, hour, direction or key.
extension Report {
  /// What stands for one row, in the order of people's reading.
  func sorted<Tally>(_ tallies: [String: Tally]) -> [(String, Tally)] {
    tallies.sorted { $0.key < $1.key }.map { ($0.key.isEmpty ? "–" : $0.key, $0.value) }
  }

  /// Transfers, three-way calls and consultations, and what became of them; what nobody pressed in is
  /// left out.
  func transfers(
    _ name: ReportWord, _ first: ReportWord, _ rows: [(String, TransferTally)]
  ) -> ReportTable {
    let outcomes: [(ReportWord, String)] = [
      (.accepted, "accepted"), (.declined, "declined"), (.timedOut, "timed-out"),
      (.returned, "returned"), (.emergency, "emergency"), (.left, "left"),
    ]
    var table = ReportTable(
      name: name,
      columns: [
        first, .pressed, .connected, .success, .wrong, .wrongRate, .recalls, .negotiated,
      ] + outcomes.map(\.0))
    for (title, tally) in rows where tally.pressed + tally.recalls > 0 {
      table.rows.append(
        [
          .text(title), .count(tally.pressed), .count(tally.connected),
          .share(tally.connected, tally.pressed), .count(tally.wrong),
          .share(tally.wrong, tally.connected), .count(tally.recalls),
          .count(tally.negotiations.values.reduce(0, +)),
        ] + outcomes.map { .count(tally.negotiations[$0.1] ?? 0) })
    }
    return table
  }

  /// The measured key; rows without a time are left out.
  func times(
    _ name: ReportWord, _ first: ReportWord, _ rows: [(String, TransferTally)]
  ) -> ReportTable {
    var table = ReportTable(
      name: name,
      columns: [
        first, .count, .invite50, .invite95, .invite99, .voice50, .voice95, .voice99, .whole50,
        .whole95, .whole99,
      ])
    for (title, tally) in rows {
      let times = tally.times
      let counts = [times.toInvite, times.toVoice, times.whole].map(\.count)
      guard let most = counts.max(), most > 0 else { continue }
      table.rows.append(
        [.text(title), .count(most)]
          + [times.toInvite, times.toVoice, times.whole].flatMap { values in
            [50, 95, 99].map { .narrow(percentile($0, of: values)) }
          })
    }
    return table
  }

  private static let callColumns: [ReportWord] = [
    .offered, .answered, .answerRate, .inTimeRate, .abandoned, .averageWait, .averageQueue,
    .averageTalk, .averageHold, .averageWrapUp,
  ]

  private func cells(_ tally: CallTally) -> [ReportCell] {
    [
      .count(tally.offered), .count(tally.answered), .share(tally.answered, tally.offered),
      .share(tally.answeredInTime, tally.offered), .count(tally.abandoned),
      .mean(tally.waited, tally.answered), .mean(tally.queued, tally.offered),
      .mean(tally.talked, tally.answered), .mean(tally.held, tally.answered),
      .mean(tally.wroteUp, tally.wrapUps),
    ]
  }

  /// Citizens' calls, one row each.
  func calls(
    _ name: ReportWord, _ first: ReportWord, _ rows: [(String, CallTally)]
  ) -> ReportTable {
    ReportTable(
      name: name, columns: [first] + Self.callColumns,
      rows: rows.map { [.text($0.0)] + cells($0.1) })
  }

  /// The period, part by part.
  var parts: ReportTable {
    ReportTable(
      name: .sums, columns: [.part] + Self.callColumns + [.pressed, .success],
      rows: zip(statistics.period.parts, statistics.byPart).map { name, tally in
        [.text(name)] + cells(tally) + [
          .count(tally.transfers.pressed),
          .share(tally.transfers.connected, tally.transfers.pressed),
        ]
      })
  }

  /// What each seat was rung for and did.
  var seats: ReportTable {
    var table = ReportTable(
      name: .seats,
      columns: [
        .seat, .rung, .answered, .answerRate, .inTimeRate, .abandoned, .averageWait, .first,
        .connectedTime, .averageTalk, .averageHold, .averageWrapUp,
      ])
    for (name, seat) in sorted(statistics.seats) {
      table.rows.append([
        .text(name), .count(seat.rung), .count(seat.answered), .share(seat.answered, seat.rung),
        .share(seat.answeredInTime, seat.rung), .count(seat.abandoned),
        .mean(seat.waited, seat.answered), .count(seat.first), .duration(seat.connectedTime),
        .mean(seat.connectedTime, seat.answered), .mean(seat.held, seat.answered),
        .mean(seat.wroteUp, seat.wrapUps),
      ])
    }
    return table
  }
}
