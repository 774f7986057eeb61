internal import Console
internal import Records

/// `liandong seats`.
enum SeatsCommand {
  static let row = Command(
    "seats", "every seat, what it does and where its phone is",
    details: [
      "DBM0 says how loud its agent was over about the last second, as in liandong calls."
    ],
    options: [.site, .json]
  ) { invocation in
    let seats = try RunningBox(invocation).ask("seats", as: [SeatStatus].self)
    if invocation.wantsJSON {
      for seat in seats { try invocation.say(json: seat) }
    } else if seats.isEmpty {
      invocation.surroundings.talk("the site has no seats")
    } else {
      var table = TextTable(["SEAT", "PLATFORM", "STATE", "CALL", "DBM0", "PHONE"])
      for seat in seats {
        table.add([
          seat.name, seat.platform, seat.state.rawValue, seat.call ?? "-", seat.level?.text ?? "-",
          seat.contact ?? "-",
        ])
      }
      invocation.surroundings.say(table.text)
    }
    return .well
  }
}
