/// Which tables there are, and what a record has for their columns.
extension SQLRecord {
  static let tables = [
    calls, routes, legs, keys, states, prompts, transfers, negotiations, told, recordings,
    corrections,
  ]

  private static let calls = Table(
    name: "calls", list: "",
    columns: [
      Column("id", .text), Column("state", .text), Column("started_at", .time, key: "start"),
      Column("start_us", .integer), Column("ended_at", .time, key: "end"),
      Column("caller", .text), Column("dialled", .text), Column("source", .text),
    ] + moment("answered") + moment("talking") + [
      Column("duration_ms", .integer), Column("duration_us", .integer),
      Column("ending", .text), Column("first_receiver", .text),
      Column("final_receiver", .text), Column("emergency", .truth), Column("level", .integer),
      Column("harassment", .truth), Column("reason", .text),
      Column("nuisance_calls_in_hour", .integer, key: "nuisance.calls_in_hour"),
      Column("nuisance_calls_in_day", .integer, key: "nuisance.calls_in_day"),
      Column("nuisance_repeats", .integer, key: "nuisance.repeats"),
      Column("nuisance_marks", .integer, key: "nuisance.marks"), Column("seq", .integer),
      Column("prev", .text), Column("hash", .text),
    ])

  private static let routes = Table(
    name: "call_routes", list: "route", columns: [Column("step", .text, key: "")])

  private static let legs = Table(
    name: "call_legs", list: "legs",
    columns: [
      Column("leg", .integer), Column("party", .text), Column("sip_call_id", .text),
    ] + moment("started") + moment("ringing") + moment("answered") + moment("ended") + [
      Column("ending", .text),
      Column("packets_received", .integer, key: "quality.packets_received"),
      Column("packets_lost", .integer, key: "quality.packets_lost"),
      Column("jitter_us", .integer, key: "quality.jitter_us"),
      Column("round_trip_us", .integer, key: "quality.round_trip_us"),
      Column("mos", .real, key: "quality.mos"), Column("wrap_up_ms", .integer),
    ])

  private static let keys = Table(
    name: "call_keys", list: "keys",
    columns: moment("at", as: "pressed") + [
      Column("seat", .text), Column("key_name", .text, key: "key"), Column("action", .text),
      Column("source", .text), Column("outcome", .text),
    ])

  private static let states = Table(
    name: "call_states", list: "states",
    columns: [Column("state", .text)] + moment("from", as: "began") + [
      Column("ms", .integer), Column("us", .integer),
    ])

  private static let prompts = Table(
    name: "call_prompts", list: "prompts",
    columns: moment("at", as: "began") + [
      Column("prompt", .text), Column("heard_by", .text, key: "to"),
    ])

  private static let transfers = Table(
    name: "call_transfers", list: "transfers",
    columns: [
      Column("key_name", .text, key: "key"), Column("seat", .text),
      Column("destination", .text), Column("outcome", .text), Column("target", .text),
      Column("pressed_at", .time, key: "at"),
    ]
      + ["t0_us", "t1_us", "t2_us", "t3_us", "t4_us", "t5_us", "t6_us", "own_share_us"].map {
        Column($0, .integer)
      })

  private static let negotiations = Table(
    name: "call_negotiations", list: "negotiations",
    columns: moment("started") + moment("decided") + [
      Column("outcome", .text), Column("responsible", .text),
    ])

  private static let told = Table(
    name: "call_told", list: "told",
    columns: moment("at", as: "told") + [
      Column("level", .integer), Column("party", .text), Column("outcome", .text),
    ])

  private static let recordings = Table(
    name: "call_recordings", list: "recordings",
    columns: [Column("file", .text)] + moment("started") + [
      Column("ms", .integer), Column("bytes", .integer), Column("sha256", .text),
      Column("gaps", .integer, key: "gaps#"), Column("gaps_ms", .integer, key: "gaps#ms"),
    ])

  private static let corrections = Table(
    name: "call_corrections", list: "corrections",
    columns: [
      Column("field", .text), Column("was", .text), Column("corrected_to", .text, key: "is"),
      Column("corrected_by", .text, key: "by"), Column("uid", .integer),
      Column("corrected_at", .time, key: "at"), Column("reason", .text),
    ])

  /// The columns of a moment: wall clock, milliseconds and microseconds.
  private static func moment(_ key: String, as name: String? = nil) -> [Column] {
    [
      Column("\(name ?? key)_at", .time, key: key), Column("\(key)_ms", .integer),
      Column("\(key)_us", .integer),
    ]
  }
}
