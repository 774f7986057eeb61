internal import Console
internal import Records
internal import Switchboard

/// `liandong calls`.
enum CallsCommand {
  static let row = Command(
    "calls", "the calls that are up, and who hears whom",
    details: [
      "With --end the box hangs up on everybody in that call; the record says that an operator "
        + "did it. Citizens' numbers are hidden (138****1234) as in liandong cdr.",
      "DBM0 says how loud each party was over about the last second, as it came to the box, in dBm0 (root mean "
        + "square; 3.14 is a full-scale sine): speech is usually from -30 to -10, and silent is below -60. What "
        + "is relayed in other codecs than G.711 is not measured.",
    ],
    options: [.site, .json, end],
    examples: [
      Command.Example("liandong calls --end 00000000000004d2", "end a call that nobody can")
    ]
  ) { invocation in
    let box = try RunningBox(invocation)
    if let call = invocation.arguments.value(end) { return try finish(call, box, invocation) }
    var calls = try box.ask("calls", as: [CallStatus].self)
    if invocation.surroundings.onlooker.role < .supervisor { calls = calls.map(masked) }
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

  /// The call as an operator may see it: as its record will be shown to them.
  private static func masked(_ call: CallStatus) -> CallStatus {
    func hide(_ text: String?) -> String? { text.map(NumberMask.masked(number:)) }
    var call = call
    // Who dials a citizen's number is a seat: nobody of such a call is its citizen's leg yet.
    let isInbound = call.hears.contains { $0.leg == "citizen" }
    call.caller = NumberMask.masked(number: call.caller)
    if !isInbound { call.dialled = NumberMask.masked(number: call.dialled) }
    call.holder = hide(call.holder)
    call.target = hide(call.target)
    call.responsible = hide(call.responsible)
    call.levels = call.levels.map {
      LegLevelStatus(leg: NumberMask.masked(number: $0.leg), level: $0.level)
    }
    call.hears = call.hears.map {
      HearingStatus(
        leg: NumberMask.masked(number: $0.leg),
        description: NumberMask.masked(number: $0.description))
    }
    return call
  }

  /// `citizen -16, 1001 silent`.
  private static func levels(of call: CallStatus) -> String {
    let levels = call.levels.compactMap { leg in leg.level.map { "\(leg.leg) \($0.text)" } }
    return levels.isEmpty ? "-" : levels.joined(separator: ", ")
  }

  private static func table(of calls: [CallStatus]) -> String {
    var table = TextTable([
      "CALL", "STATE", "CALLER", "DIALLED", "TIME", "HOLDER", "TARGET", "RESPONSIBLE", "REC",
      "NOTES", "DBM0", "HEARING",
    ])
    for call in calls {
      let hearing = call.hears.map { "\($0.leg) hears \($0.description)" }
      table.add([
        call.id, call.state, call.caller.isEmpty ? "withheld" : call.caller, call.dialled,
        Count.time(call.seconds), call.holder ?? "-", call.target ?? "-", call.responsible ?? "-",
        call.recorded ? "yes" : "-",
        call.notes?.isEmpty == false ? call.notes!.joined(separator: ", ") : "-",
        levels(of: call), hearing.joined(separator: "; "),
      ])
    }
    return table.text
  }
}
