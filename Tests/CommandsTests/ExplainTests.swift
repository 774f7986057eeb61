import Foundation
import Testing

@Suite("liandong explain")
struct ExplainTests {
  let terminal: Terminal
  let site: String

  init() throws {
    terminal = try Terminal()
    site = try terminal.file(
      "merged.conf",
      Terminal.site + """

        [number 12396]
        name = 科技
        mode = whole
        group = 110
        merged-on = 2021-07-31
        after = reject

        """)
  }

  private func explain(_ arguments: String...) -> Terminal.Result {
    terminal.run(list: ["explain"] + arguments + ["--site", site])
  }

  @Test("a number in its transition: rule, period, prompt, who rings when, what then")
  func transition() {
    let result = explain("+8612396", "--at", "2021-10-31 23:59:59", "--from", "13800138000")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    for words in [
      "+8612396 by a citizen, 13800138000, 2021-10-31 23:59:59 sunday",
      "+8612396 is 12396 here", "12396 科技: whole", "2021-07-31 to 2021-10-31, 0 days left",
      "transition, while it rings", "group 110", "0 s", "rings for", "waits for group 110",
    ] {
      #expect(result.output.contains(words), "\(words)")
    }
    #expect(
      explain("+8612396", "--at", "2021-10-31 23:59:59", "--from", "13800138000").output
        == result.output)
  }

  @Test("what would be refused fails, and says with what")
  func refused() {
    let gone = explain("12396", "--at", "2021-11-01")
    #expect(gone.status == 1)
    #expect(gone.output.contains("withdrawn, before the call is answered"))
    #expect(gone.output.contains("refused with 410"))
    let unknown = explain("999")
    #expect(unknown.status == 1)
    #expect(unknown.output.contains("refused with 404"))
  }

  @Test("as JSON it is one object")
  func json() throws {
    struct Answer: Decodable {
      let number: String
      let mode: String?
      let transition: String?
      let prompt: String?
      let status: Int?
      let daysLeft: Int?
    }
    let result = explain("12396", "--at", "2021-08-01", "--json", "--by", "1001")
    #expect(result.lines.count == 1)
    let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    #expect(answer.number == "12396" && answer.mode == "whole" && answer.transition == "during")
    #expect(answer.prompt == nil && answer.status == nil && answer.daysLeft == 91)
  }

  @Test(
    "what cannot be meant is wrong usage",
    arguments: [
      ["12396", "--at", "yesterday"], ["12396", "--by", "1009"], ["12396", "--trunk", "nowhere"],
      [], ["1", "2"],
    ])
  func usage(arguments: [String]) {
    let result = terminal.run(list: ["explain"] + arguments + ["--site", site])
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(!result.errors.isEmpty)
  }
}
