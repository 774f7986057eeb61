import Foundation
import Testing

@testable import Records
@testable import Switchboard

@Suite struct TextTableTests {
  @Test func chineseNamesLineUp() {
    var table = TextTable(["NAME", "X"])
    table.add(["示范站点", "1"])
    table.add(["e\u{301}", "2"])
    table.add(["a\u{1B}[2J\nb", "3", "too much"])
    table.add(["last"])
    #expect(
      table.text == """
        NAME      X
        示范站点  1
        e\u{301}         2
        a?[2J?b   3
        last

        """)
  }

  @Test func aRecordIsOneRow() throws {
    let line = RecordLine(zone: Sample.shanghai).bytes(Sample.full())
    var table = RecordTable()
    #expect(table.isEmpty)
    table.add(try #require(CDREntry(line: line[...])))
    let rows = table.text.split(separator: "\n")
    #expect(rows.count == 2)
    #expect(rows[1].contains("0000000000001a3f  13900000001  12345    1001   2001   4.0s"))
    #expect(rows[1].hasSuffix("1:05    transfer-110:connected  released"))
  }
}
