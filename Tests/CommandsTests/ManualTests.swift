import Foundation
import Site
import Testing

@testable import Commands

@Suite("The manual pages")
struct ManualTests {
  private static let pages = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/man")

  @Test("docs/man/liandong.1 is what the program writes")
  func onDisk() throws {
    let written = try Terminal().run("manual")
    let page = Self.pages.appending(path: "liandong.1")
    #expect(written.status == 0)
    #expect(
      try written.output == String(contentsOf: page, encoding: .utf8),
      "run 'liandong manual > docs/man/liandong.1'")
  }

  @Test("the page of the site file is the schema's")
  func siteFile() throws {
    #expect(try Terminal().run("manual", "site.conf.5").output == SiteSchema.manualPage())
  }

  @Test("every subcommand and every option is in it, and every section that a page has")
  func complete() {
    let page = ManualPage.liandong
    for command in CommandTable.visible {
      #expect(page.contains("\n.SS \(command.name.replacing("-", with: "\\-"))\n"))
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
