import Foundation
import Routing
import Site
import Testing

/// The numbers table beside a site file.
@Suite("The numbers table")
struct NumbersTableTests {
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "numbers-\(UUID().uuidString)")

  private func check(
    _ table: String, _ more: String = "", on day: String = "2021-06-01"
  ) throws -> (SiteConfiguration?, [String]) {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try Data(table.utf8).write(to: directory.appending(path: "numbers.csv"))
    let site =
      goodSite + "[site]\nnumbers = numbers.csv\narea-code = 0393\nlocal-digits = 7\n"
      + "[number 12345]\ngroup = 110\n" + more
    let path = directory.appending(path: "site.conf").path
    try Data(site.utf8).write(to: URL(filePath: path))
    let noon = try Date("\(day)T12:00:00+0800", strategy: .iso8601)
    let (configuration, diagnostics) = SiteFile.check(path: path, now: noon)
    return (
      configuration,
      diagnostics.filter { !$0.message.contains("password") }.map {
        $0.description.replacing(directory.path + "/", with: "")
      }
    )
  }

  @Test("a row says what a section says")
  func rows() throws {
    let (site, said) = try check(
      """
      number,name,mode,merged-on,after,group,own,experts,prompt,source,clause
      12396,科技,whole,2021-07-31,reject,,,,told-12396,,
      +863934420000,老李,dual,,silent,110,seat 2001,110,,,"三(一)2"
      12366,税务,branch,2021-07-31,silent,,trunk carrier 12366,,,,
      8*,,plain,,,,,,,,
      """)
    #expect(
      said == [
        "numbers.csv:2:16: note: the transition of number 12396 and 1 other begins on 2021-07-31 "
          + "and ends with 2021-10-31"
      ])
    let plan = try #require(site?.directory.numbers)
    #expect(
      plan.rule(for: "+8639312396")
        == NumberRule(
          pattern: "12396", name: "科技", route: .group("110"),
          merger: Merger(
            mode: .whole, mergedOn: CivilDate("2021-07-31"), after: .reject,
            prompt: Prompt("told-12396"))))
    #expect(
      plan.rule(for: "4420000")
        == NumberRule(
          pattern: "+863934420000", name: "老李", route: .group("110"),
          merger: Merger(mode: .dual, own: .seat("2001"), experts: "110")))
    #expect(plan.rule(for: "12366") == plan.rule(for: "039312366"))
    #expect(plan.route(for: "8765432") == .group("110"))
  }

  @Test("mistakes are told with the table's own lines")
  func mistakes() throws {
    let (site, said) = try check(
      """
      number,mode,merged-on,own
      12396,hole,2021-07-31,
      12349,whole,2021-7-31,
      0393110,plain,,
      12366,branch,,trunk tax 12366
      12366x,plain,,
      """)
    #expect(site == nil)
    #expect(
      said == [
        "numbers.csv:2:7: error: mode is \"hole\"; expected plain, whole, dual or branch; did you "
          + "mean \"whole\"?",
        "numbers.csv:3:13: error: merged-on is \"2021-7-31\"; expected a day from 2000-01-01 to "
          + "2099-12-31, such as 2021-07-31",
        "numbers.csv:4:1: error: number \"0393110\" is [number 110] of site.conf, line 14; "
          + "expected each number once",
        "numbers.csv:5:15: error: trunk \"tax\" does not exist; expected one of: carrier",
        "numbers.csv:6:1: error: number is \"12366x\"; expected up to 32 digits, perhaps after +, "
          + "perhaps ending in *",
      ])
  }

  @Test(
    "the end of a transition is warned of for 14 days",
    arguments: [
      (
        "2021-07-30",
        "note: the transition of number 12396 begins on 2021-07-31 and ends with 2021-10-31"
      ),
      ("2021-07-31", nil), ("2021-10-16", nil),
      ("2021-10-17", "warning: the transition of number 12396 ends in 14 days, with 2021-10-31"),
      ("2021-10-30", "warning: the transition of number 12396 ends tomorrow, with 2021-10-31"),
      ("2021-10-31", "warning: the transition of number 12396 ends today, with 2021-10-31"),
      ("2021-11-01", "note: the transition of number 12396 ended with 2021-10-31"),
    ] as [(String, String?)])
  func ends(day: String, words: String?) throws {
    let (site, said) = try check("number,mode,merged-on\n12396,whole,2021-07-31\n", on: day)
    #expect(site != nil)
    #expect(said.count == (words == nil ? 0 : 1))
    if let words { #expect(said.first?.hasPrefix("numbers.csv:2:13: \(words)") == true) }
  }

  @Test("what holds after the transition is in the warning")
  func after() throws {
    for (policy, words) in [
      ("silent", "calls are connected without a prompt"),
      ("announce", "callers are told that the number is withdrawn, and connected"),
      ("reject", "callers are told that the number is withdrawn, and refused"),
    ] {
      let (_, said) = try check(
        "number,mode,merged-on,after\n12396,whole,2021-07-31,\(policy)\n", on: "2021-10-25")
      #expect(said.first?.hasSuffix("; after it \(words)") == true)
    }
  }

  @Test("a table of ten thousand numbers is read")
  func many() throws {
    let rows = (0..<10_000).map { "\(5_000_000 + $0),plain,\n" }.joined()
    let (site, said) = try check("number,mode,merged-on\n" + rows)
    #expect(said == [])
    #expect(site?.directory.numbers.rules.count == 10_002)
  }
}
