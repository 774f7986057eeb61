extension Report {
  /// One file that needs no other: style, tables and charts are in it.
  package var html: String {
    let title = "\(ReportWord.title[language]) \(statistics.period.name)"
    let head =
      "<meta charset=\"utf-8\"/>" + HTMLText.element("title", "", HTMLText.escaped(title))
      + HTMLText.element("style", "", Self.style)
    var body = HTMLText.element("h1", "", HTMLText.escaped(title))
    body += HTMLText.element(
      "p", "class=\"of\"",
      [(ReportWord.site, site), (.period, statistics.period.name), (.made, made)].map {
        HTMLText.escaped("\($0.0[language]) \($0.1)")
      }.joined(separator: " · "))
    body += ReportChart.patterns + tiles
    for table in tables where table.name != .key { body += section(table) }
    body += HTMLText.element(
      "section", "class=\"whole\"",
      HTMLText.element("h2", "", ReportWord.key[language]) + html(main))
    body += formulaSection
    return "<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\"><head>\(head)</head>"
      + "<body>\(body)</body></html>\n"
  }

  private var tiles: String {
    let all = statistics.whole
    let moved = statistics.transfers
    let tiles: [(ReportWord, ReportCell)] = [
      (.offered, .count(all.offered)), (.answerRate, .share(all.answered, all.offered)),
      (.inTimeRate, .share(all.answeredInTime, all.offered)),
      (.averageWait, .mean(all.waited, all.answered)), (.abandoned, .count(all.abandoned)),
      (.pressed, .count(moved.pressed)), (.success, .share(moved.connected, moved.pressed)),
      (.wrongRate, .share(moved.wrong, moved.connected)),
    ]
    // The same word means calls here and transfers there.
    let prefix = language == .zh ? "转接" : "Transfers: "
    let content = tiles.map { word, cell in
      let isTransfer = [.pressed, .success, .wrongRate].contains(word)
      let name = word == .wrongRate || !isTransfer ? word[language] : prefix + word[language]
      return HTMLText.element(
        "div", "",
        HTMLText.element("b", "", HTMLText.escaped(cell.shown)) + HTMLText.escaped(name))
    }
    return HTMLText.element("div", "class=\"tiles\"", content.joined())
  }

  private func section(_ table: ReportTable) -> String {
    // A short table is not torn apart between two pages.
    HTMLText.element(
      "section", table.rows.count <= 14 ? "class=\"whole\"" : "",
      HTMLText.element("h2", "", HTMLText.escaped(table.name[language])) + chart(table.name)
        + html(table))
  }

  private func chart(_ name: ReportWord) -> String {
    let words: [ReportWord] = [.inTime, .later, .unanswered]
    func layers(_ tallies: [CallTally]) -> [(String, [Int])] {
      [
        (words[0][language], tallies.map(\.answeredInTime)),
        (words[1][language], tallies.map { $0.answered - $0.answeredInTime }),
        (words[2][language], tallies.map { $0.offered - $0.answered }),
      ]
    }
    switch name {
    case .sums:
      return ReportChart.columns(statistics.period.parts, layers(statistics.byPart))
    case .hours:
      return ReportChart.columns((0..<24).map(String.init), layers(statistics.byHour))
    case .directions, .keys:
      let tallies = name == .keys ? statistics.keys : statistics.directions
      let rows = tallies.sorted { $0.key < $1.key }.map {
        ($0.key, [$0.value.connected, $0.value.pressed - $0.value.connected])
      }
      return ReportChart.bars(
        rows, [ReportWord.connected[language], ReportWord.failed[language]])
    default: return ""
    }
  }

  private func html(_ table: ReportTable) -> String {
    let head = table.columns.map { HTMLText.element("th", "", HTMLText.escaped($0[language])) }
    let rows = table.rows.map { row in
      HTMLText.element(
        "tr", "", row.map { HTMLText.element("td", "", HTMLText.escaped($0.shown)) }.joined())
    }
    // What has little to show need not send the eye across the whole page.
    return HTMLText.element(
      "table", table.columns.count <= 3 ? "class=\"small\"" : "",
      HTMLText.element("thead", "", HTMLText.element("tr", "", head.joined()))
        + HTMLText.element("tbody", "", rows.joined()))
  }

  private var formulaSection: String {
    let rows = formulas.map { word, formula in
      HTMLText.element("dt", "", HTMLText.escaped(word[language]))
        + HTMLText.element("dd", "", HTMLText.escaped(formula))
    }
    return HTMLText.element(
      "section", "",
      HTMLText.element("h2", "", ReportWord.formulas[language])
        + HTMLText.element("dl", "", rows.joined()))
  }

  private static let style = """
    @page{size:A4;margin:14mm}\
    body{font:13px/1.5 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;\
    color:#111;max-width:760px;margin:24px auto;padding:0 12px;\
    -webkit-print-color-adjust:exact;print-color-adjust:exact}\
    h1{font-size:22px;margin:0 0 4px}h2{font-size:15px;margin:22px 0 6px;\
    border-bottom:1.5px solid #174a7c;break-after:avoid}\
    .of{color:#444;margin:0 0 14px}\
    .tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:8px}\
    .tiles div{border:1px solid #999;padding:8px 10px;color:#333}\
    .tiles b{display:block;font-size:21px;color:#174a7c}\
    svg{display:block;width:100%;height:auto;margin:4px 0 8px;break-inside:avoid}\
    svg text{fill:#222}\
    table{border-collapse:collapse;width:100%;font-size:12px}.small{width:62%}\
    thead{display:table-header-group}tr{break-inside:avoid}\
    th,td{padding:2px 6px;border-bottom:.6px solid #bbb;text-align:right;\
    font-variant-numeric:tabular-nums}\
    th{background:#eef3f8;font-weight:600;vertical-align:bottom}\
    th{min-width:2.1em}th:first-child,td:first-child{text-align:left}td{white-space:nowrap}\
    .whole{break-inside:avoid}\
    @media print{body{font-size:11px;max-width:none;margin:0;padding:0}table,dl{font-size:10px}\
    th,td{padding:1.5px 4px}}\
    dl{font-size:12px;display:grid;grid-template-columns:190px 1fr;gap:2px 12px;margin:0}\
    dt{font-weight:600}dd{margin:0}
    """
}
