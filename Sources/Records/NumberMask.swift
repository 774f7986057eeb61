/// Hides citizens' numbers in a record line: `138****1234`.
///
/// Only what is somebody's own number is hidden, not seats, hotlines and short codes: in `caller`,
/// `dialled` of a call that a seat made, and wherever a trunk was rung, digits from seven on. The
/// line keeps its length and stays the same JSON.
package enum NumberMask {
  /// The shortest number that is hidden.
  static let shortest = 7

  /// The line with its numbers hidden.
  package static func masked(_ line: [UInt8]) -> [UInt8] {
    var line = line
    // The first leg's party: legs stand before anything else that has one, dialled before them.
    let isInbound = CDRQuery.contains(line[...], Array(#""party":"citizen""#.utf8))
    var key = ""
    var place = 0
    while place < line.count {
      guard line[place] == UInt8(ascii: "\"") else {
        place += 1
        continue
      }
      let first = place + 1
      var end = first
      while end < line.count, line[end] != UInt8(ascii: "\"") {
        end += line[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard end < line.count else { break }
      if end + 1 < line.count, line[end + 1] == UInt8(ascii: ":") {
        key = String(decoding: line[first..<end], as: UTF8.self)
      } else if isPersonal(key, isInbound) {
        hide(&line, first..<end)
      }
      place = end + 1
    }
    return line
  }

  /// A number alone, hidden.
  package static func masked(number: String) -> String {
    var bytes = Array(number.utf8)
    hide(&bytes, bytes.startIndex..<bytes.endIndex)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isPersonal(_ key: String, _ isInbound: Bool) -> Bool {
    switch key {
    case "caller", "party", "destination", "target", "to", "route", "first_receiver",
      "final_receiver", "responsible", "seat", "source":
      true
    case "dialled": !isInbound
    default: false
    }
  }

  private static func hide(_ line: inout [UInt8], _ range: Range<Int>) {
    var place = range.lowerBound
    while place < range.upperBound {
      var end = place
      while end < range.upperBound, case 0x30...0x39 = line[end] { end += 1 }
      let count = end - place
      if count >= shortest {
        // Eleven digits show three and four; shorter ones less, longer ones no more.
        let head = min(3, (count - 4) / 2)
        let tail = min(4, count - 4 - head)
        for index in (place + head)..<(end - tail) { line[index] = UInt8(ascii: "*") }
      }
      place = max(end, place + 1)
    }
  }
}
