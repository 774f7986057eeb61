internal import Console
internal import Records

/// `liandong seats`.
enum SeatsCommand {
  static let row = Command(
    "seats", "every seat, what it does and where its phone is", options: [.site, .json]
  ) { invocation in
    let seats = try RunningBox(invocation).ask("seats", as: [SeatStatus].self)
    if invocation.wantsJSON {
      for seat in seats { try invocation.say(json: seat) }
    } else if seats.isEmpty {
      invocation.surroundings.talk("the site has no seats")
    } else {
      var table = TextTable(["SEAT", "PLATFORM", "STATE", "CALL", "PHONE"])
      for seat in seats {
        table.add([
          seat.name, seat.platform, seat.state.rawValue, seat.call ?? "-", seat.contact ?? "-",
        ])
      }
      invocation.surroundings.say(table.text)
    }
    return .well
  }
}
