import Foundation
import Site
import Testing

@testable import Commands

@Suite("The manual pages")
struct ManualTests {
  private static let pages = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/man")

  @Test(
    "the page on disk is the one that the program writes", arguments: ["liandong.1", "site.conf.5"])
  func onDisk(page: String) throws {
    let written = try Terminal().run("manual", page)
    let onDisk = try String(contentsOf: Self.pages.appending(path: page), encoding: .utf8)
    #expect(written.status == 0)
    #expect(written.output == onDisk, "run 'liandong manual \(page) > docs/man/\(page)'")
  }

  @Test("every subcommand and every option is in it, and every section that a page has")
  func complete() {
    let page = ManualPage.liandong
    for command in CommandTable.visible {
      #expect(page.contains("\n.SS \(command.name)\n"))
      for option in command.options {
        #expect(page.contains("\\fB\(option.name.replacing("-", with: "\\-"))\\fR"))
      }
    }
    let sections = [
      "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "\"EXIT STATUS\"", "FILES", "EXAMPLES",
      "\"SEE ALSO\"",
    ]
    for section in sections { #expect(page.contains("\n.SH \(section)\n")) }
    #expect(!page.contains("\n.SS manual\n"))
  }
}
