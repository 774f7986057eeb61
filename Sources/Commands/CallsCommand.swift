internal import Console
internal import Records
internal import Switchboard

/// `liandong calls`.
enum CallsCommand {
  static let row = Command(
    "calls", "the calls that are up, and who hears whom",
    details: [
      "With --end the box hangs up on everybody in that call; the record says that an operator "
        + "did it."
    ],
    options: [.site, .json, end],
    examples: [
      Command.Example("liandong calls --end 00000000000004d2", "end a call that nobody can")
    ]
  ) { invocation in
    let box = try RunningBox(invocation)
    if let call = invocation.arguments.value(end) { return try finish(call, box, invocation) }
    let calls = try box.ask("calls", as: [CallStatus].self)
    if invocation.wantsJSON {
      for call in calls { try invocation.say(json: call) }
    } else if calls.isEmpty {
      invocation.surroundings.talk("no calls are up")
    } else {
      invocation.surroundings.say(table(of: calls))
    }
    return .well
  }

  private static let end = Option("--end", "CALL", "end this call for everybody in it")

  /// What an operator's command did.
  private struct Ended: Encodable {
    let ended: String
  }

  private static func finish(
    _ text: String, _ box: RunningBox, _ invocation: Invocation
  ) throws -> ExitStatus {
    guard let call = CallID(text: text) else {
      throw CommandFailure.usage(
        "\"\(text)\" is no call; expected up to 16 hexadecimal digits, as `liandong calls` "
          + "shows them")
    }
    try box.order("end", ["call": call.description])
    if invocation.wantsJSON {
      try invocation.say(json: Ended(ended: call.description))
    } else {
      invocation.surroundings.say("ended call \(call) for everybody in it")
    }
    return .well
  }

  private static func table(of calls: [CallStatus]) -> String {
    var table = TextTable([
      "CALL", "STATE", "CALLER", "DIALLED", "TIME", "HOLDER", "TARGET", "RESPONSIBLE", "REC",
      "NOTES", "HEARING",
    ])
    for call in calls {
      let hearing = call.hears.map { "\($0.leg) hears \($0.description)" }
      table.add([
        call.id, call.state, call.caller.isEmpty ? "withheld" : call.caller, call.dialled,
        Count.time(call.seconds), call.holder ?? "-", call.target ?? "-", call.responsible ?? "-",
        call.recorded ? "yes" : "-",
        call.notes?.isEmpty == false ? call.notes!.joined(separator: ", ") : "-",
        hearing.joined(separator: "; "),
      ])
    }
    return table.text
  }
}
