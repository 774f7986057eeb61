/// Records as a table for people; `line` of a match is the form for tools.
package struct RecordTable: Sendable {
  private var table = TextTable([
    "START", "CALL", "CALLER", "DIALLED", "FIRST", "FINAL", "WAIT", "LENGTH", "TRANSFERS", "ENDING",
  ])

  package init() {}

  package var isEmpty: Bool { table.isEmpty }

  /// Header and rows, each with its newline.
  package var text: String { table.text }

  package mutating func add(_ entry: CDREntry) {
    table.add([
      // `2026-11-21T21:36:42.123456+08:00` to whole seconds, as the site's clock showed them.
      String(entry.start.prefix(19)).replacing("T", with: " "),
      entry.id,
      entry.caller.isEmpty ? "withheld" : entry.caller,
      entry.dialled,
      entry.firstReceiver ?? "-",
      entry.finalReceiver ?? "-",
      Self.seconds(entry.talkingMilliseconds),
      Self.length(entry.durationMilliseconds),
      Self.transfers(entry),
      (entry.ending ?? entry.state) + Self.mark(entry),
    ])
  }

  private static func mark(_ entry: CDREntry) -> String {
    guard !entry.corrected.isEmpty else { return "" }
    return " (corrected: \(Set(entry.corrected).sorted().joined(separator: ", ")))"
  }

  private static func transfers(_ entry: CDREntry) -> String {
    guard !entry.transfers.isEmpty else { return "-" }
    return entry.transfers.map { transfer in
      transfer.key + ":" + (transfer.outcome ?? "open")
    }.joined(separator: ",")
  }

  /// `4.2s`; `-` when there is none.
  private static func seconds(_ milliseconds: Int64?) -> String {
    milliseconds.map { "\($0 / 1000).\($0 % 1000 / 100)s" } ?? "-"
  }

  /// `3:07`, `1:02:03`; `-` while the call is up.
  private static func length(_ milliseconds: Int64?) -> String {
    guard let milliseconds else { return "-" }
    let seconds = milliseconds / 1000
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let (hours, rest) = (seconds / 3600, seconds % 3600)
    return hours > 0
      ? "\(hours):\(two(rest / 60)):\(two(rest % 60))" : "\(rest / 60):\(two(rest % 60))"
  }
}
