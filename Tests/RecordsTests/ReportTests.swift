import ChildProcess
import Foundation
import FoundationXML
import Testing

@testable import Records
@testable import Switchboard

@Suite struct ReportTests {
  private let scratch = Scratch()

  private func report(_ language: ReportLanguage, _ period: String = "2026-12") throws -> Report {
    if !FileManager.default.fileExists(atPath: scratch.records.cdr) {
      try scratch.generate(300, seed: 9, gap: 9_000_000_000)
    }
    var site = SiteMap()
    site.platformOfSeat = ["1001": "12345", "1002": "12345", "1003": "12345", "2001": "110"]
    let statistics = try Statistics.read(
      scratch.records, Period(period, zone: Sample.shanghai), site: site, zone: Sample.shanghai)
    return Report(
      statistics, language: language, site: "A <Site> & \"more\"", zone: Sample.shanghai,
      at: Sample.start)
  }

  @Test(arguments: ReportLanguage.allCases, ["2026-12", "2026", "2026-11-22", "2030"])
  func theHTMLIsWellFormedAndWhole(language: ReportLanguage, period: String) throws {
    let report = try report(language, period)
    let html = report.html
    // What is written is XML too, so that a strict reader can judge it.
    let parser = XMLParser(data: Data(html.replacing("<!DOCTYPE html>", with: "").utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(!html.contains("http:") && !html.contains("https:") && !html.contains("src="))
    #expect(html.contains("A &lt;Site&gt; &amp; &quot;more&quot;"))
    #expect(html.contains("<td>\(report.statistics.whole.offered)</td>"))
    for (word, formula) in report.formulas {
      #expect(html.contains(HTMLText.escaped(word[language])))
      #expect(html.contains(HTMLText.escaped(formula)))
    }
  }

  @Test func everyWordIsInBothLanguages() {
    for word in ReportWord.allCases where word != .recalls {
      #expect(word[.zh] != word.rawValue, "\(word)")
      #expect(
        !word[.en].isEmpty && word[.en].allSatisfy { $0.unicodeScalars.first!.value < 0x2200 })
    }
    let (chinese, english) = (
      ReportFormula.all(.zh, wrongWithin: 5).map(\.0),
      ReportFormula.all(.en, wrongWithin: 5).map(\.0)
    )
    #expect(chinese == english)
  }

  @Test func everyFigureHasItsFormula() throws {
    let report = try report(.en)
    // What a row is about, and what says itself.
    let plain: Set<ReportWord> = [
      .figure, .value, .count, .share, .span, .part, .outcome, .direction, .keyName, .seat, .group,
      .number, .hour, .unreadable,
    ]
    let written = Set(ReportFormula.all(.en, wrongWithin: 5).map(\.0))
    #expect(report.tables.count > 15)
    for table in report.tables {
      var figures = table.columns
      if table.name == .key || table.name == .sip {
        figures += table.rows.compactMap { row in
          if case .word(let word, _) = row[0] { word } else { nil }
        }
      }
      for figure in figures where !plain.contains(figure) {
        #expect(written.contains(ReportFormula.word(for: figure)), "\(table.name) \(figure)")
      }
    }
  }

  @Test func dataSaysTheSameInEveryLanguage() throws {
    let (chinese, english) = (try report(.zh), try report(.en))
    #expect(chinese.csv == english.csv)
    for (figure, formula) in english.formulas {
      #expect(chinese.csv.contains(CSVText.row(["formulas", figure.rawValue, "formula", formula])))
    }
    let whole = english.statistics.whole
    #expect(english.csv.contains("key,offered,value,\(whole.offered)\n"))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(english.json.utf8)) as? [String: Any])
    let tables = try #require(object["tables"] as? [[String: Any]])
    #expect(tables.compactMap { $0["name"] as? String } == english.tables.map(\.name.rawValue))
    let rows = try #require(tables[0]["rows"] as? [[String: Any]])
    #expect(rows[0]["name"] as? String == "offered")
    #expect(rows[0]["value"] as? String == String(whole.offered))
  }

  @Test(arguments: [
    (ReportCell.share(1, 3), "33.33 %"), (.share(0, 0), "–"), (.share(2, 3), "66.67 %"),
    (.mean(10_005, 2), "5.00 s"), (.microseconds(1_234_567), "1234.567 ms"),
    (.milliseconds(65_432), "65.43 s"), (.milliseconds(nil), "–"), (.microseconds(7), "0.007 ms"),
    (.count(0), "0"), (.duration(2_134_180_570), "592:49:40"),
    (.narrow(427), "0.43"), (.narrow(12_345), "12.3"),
    (.narrow(4_512_499), "4512"), (.narrow(nil), "–"),
  ])
  func cells(cell: ReportCell, shown: String) { #expect(cell.shown == shown) }

  private static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(.enabled(if: browser != nil, "chromium is not installed"))
  func aBrowserShowsIt() throws {
    let browser = try #require(Self.browser)
    let report = try report(.zh)
    let page = scratch.path + "/report.html"
    try scratch.write(page, Array(report.html.utf8))
    let said = scratch.path + "/dom"
    let process = try ChildProcess(
      "/usr/bin/timeout",
      [
        "60", browser, "--headless", "--no-sandbox", "--disable-gpu",
        "--user-data-dir=\(scratch.path)/profile", "--virtual-time-budget=1000", "--dump-dom",
        "file://\(page)",
      ], output: .file(said))
    try #require(process.wait() == 0)
    let dom = String(decoding: scratch.read(said), as: UTF8.self)
    // What the browser made of it: every table and chart survived its parser.
    func count(_ needle: String, _ text: String) -> Int { text.ranges(of: needle).count }
    for needle in ["<table", "<svg", "<rect", "<tr>", "<text", "<dt>"] {
      #expect(count(needle, dom) == count(needle, report.html), "\(needle)")
    }
  }
}
