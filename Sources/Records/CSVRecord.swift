/// A record as one row: what a spreadsheet can do something with.
enum CSVRecord {
  /// Keys of the record that become a cell each, as they are.
  private static let plain = [
    "id", "state", "start", "end", "caller", "dialled", "source", "answered_ms", "talking_ms",
    "duration_ms", "ending", "first_receiver", "final_receiver", "emergency", "level",
    "harassment", "reason", "start_us", "answered", "answered_us", "talking", "talking_us",
    "duration_us",
  ]
  private static let nuisance = ["calls_in_hour", "calls_in_day", "repeats", "marks"]

  static let header =
    plain + nuisance.map { "nuisance_" + $0 } + [
      "told", "told_party", "told_outcome", "prompts", "route", "legs", "keys", "hold_ms",
      "negotiations", "negotiation_outcome", "transfers",
      "connected", "transfer_key", "transfer_seat", "transfer_destination", "transfer_outcome",
      "transfer_target", "own_share_us", "wrap_up_ms", "recordings", "recording_ms", "seq",
      "prev", "hash", "corrected",
    ]

  /// The cells under `header`; `told_…`, `transfer_…` and `negotiation_outcome` are those of the
  /// last one.
  static func cells(_ record: JSONValue) -> [String] {
    let transfers = record[key: "transfers"].elements
    let negotiations = record[key: "negotiations"].elements
    let held = record[key: "states"].elements.filter { $0[key: "state"] == .text("held") }
    let hold = held.reduce(Int64(0)) { $0 + ($1[key: "ms"].integer ?? 0) }
    let connected = transfers.count { $0[key: "outcome"] == .text("connected") }
    let last = transfers.last ?? .null
    var cells = plain.map { record[key: $0].plain ?? "" }
    cells += nuisance.map { record[key: "nuisance"][key: $0].plain ?? "" }
    let told = record[key: "told"].elements
    cells.append(String(told.count))
    cells += ["party", "outcome"].map { (told.last ?? .null)[key: $0].plain ?? "" }
    cells.append(String(record[key: "prompts"].elements.count))
    cells.append(record[key: "route"].elements.compactMap(\.plain).joined(separator: " | "))
    cells.append(String(record[key: "legs"].elements.count))
    cells.append(String(record[key: "keys"].elements.count))
    cells += [String(hold), String(negotiations.count)]
    cells.append((negotiations.last ?? .null)[key: "outcome"].plain ?? "")
    cells += [String(transfers.count), String(connected)]
    for key in ["key", "seat", "destination", "outcome", "target", "own_share_us"] {
      cells.append(last[key: key].plain ?? "")
    }
    cells.append(sum(record[key: "legs"], of: "wrap_up_ms"))
    let recordings = record[key: "recordings"]
    cells.append(recordings.elements.compactMap { $0[key: "file"].plain }.joined(separator: " | "))
    cells.append(sum(recordings, of: "ms"))
    cells += ["seq", "prev", "hash"].map { record[key: $0].plain ?? "" }
    let corrected = record[key: "corrections"].elements.compactMap { $0[key: "field"].plain }
    return cells + [Set(corrected).sorted().joined(separator: " | ")]
  }

  /// The sum over a list's known values; empty when none is known.
  private static func sum(_ list: JSONValue, of key: String) -> String {
    let values = list.elements.compactMap { $0[key: key].integer }
    return values.isEmpty ? "" : String(values.reduce(0, +))
  }
}
