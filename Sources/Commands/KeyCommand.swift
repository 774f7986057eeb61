internal import Records
internal import Routing
internal import Site
internal import Switchboard

/// `liandong key`.
enum KeyCommand {
  static let row = Command(
    "key", operands: Operands("SEAT KEY", 0...2), "press a key for a seat, or list the keys",
    details: [
      "KEY is a name of the site file's [key …] sections, or a bare action that needs nothing "
        + "else: accept, decline, return, cancel, hold, emergency, mark-harassment, release, "
        + "level-1 to level-4, and, also for a seat that is in no call, pause and ready. The exit "
        + "status is 0 when the key was accepted, 1 when it was refused or ignored; a refusal says "
        + "why.",
      "A seat at a sound card of the box has no phone with buttons, so these are keys too: answer, "
        + "hang-up, hook (answers while it rings, hangs up in a call), mute, dial-NUMBER (calls that number).",
    ],
    options: [.site, .json, list],
    examples: [
      Command.Example("liandong key 1001 transfer-110", "the citizen at seat 1001 goes to 110"),
      Command.Example("liandong key --list", "the keys of the site and their digits"),
    ]
  ) { invocation in
    let operands = invocation.arguments.operands
    if invocation.arguments.has(list) {
      guard operands.isEmpty else {
        throw CommandFailure.usage("--list takes no seat and no key")
      }
      return try listKeys(invocation)
    }
    guard operands.count == 2 else {
      throw CommandFailure.usage("expected SEAT KEY, or --list")
    }
    return try press(operands[1], seat: operands[0], invocation)
  }

  private static let list = Option("--list", "print the site's keys instead; no box need run")

  /// What the box says of a key press.
  private struct Answer: Decodable {
    let outcome: String
  }

  private struct Pressed: Encodable {
    let seat: String
    let key: String
    let outcome: String
  }

  private static func press(
    _ key: String, seat: String, _ invocation: Invocation
  ) throws -> ExitStatus {
    let box = try RunningBox(invocation)
    let hint = KeyWords.hint(seat: seat, site: box.site)
    let outcome: String
    do throws(CommandFailure) {
      outcome = try box.ask("key", ["seat": seat, "key": key], as: Answer.self).outcome
    } catch {
      guard error.status == .failed else { throw error }
      throw CommandFailure(error.message + hint)
    }
    if invocation.wantsJSON {
      try invocation.say(json: Pressed(seat: seat, key: key, outcome: outcome))
    }
    if outcome == KeyOutcome.accepted.description {
      if !invocation.wantsJSON {
        invocation.surroundings.say(
          "accepted: \(seat) pressed \(key); `liandong calls\(invocation.siteOption)` shows the call"
        )
      }
      return .well
    }
    let reason = KeyWords.reason(of: outcome, seat: seat, key: key, site: box.site)
    throw CommandFailure("\(outcome): \(reason)\(hint)")
  }

  /// A key of the site as tools read it.
  private struct KeyLine: Encodable {
    let name: String
    let digits: String
    let action: String
    let to: String?
    let leave: String?
    let level: Int?
  }

  private static func listKeys(_ invocation: Invocation) throws -> ExitStatus {
    let keys = try invocation.site().keys
    let lines = keys.map { key in
      KeyLine(
        name: key.name, digits: key.digits, action: key.action.rawValue,
        to: key.destination.map(KeyWords.text),
        leave: key.action.needsDestination ? key.leave.rawValue : nil, level: key.level?.rawValue)
    }
    if invocation.wantsJSON {
      for line in lines { try invocation.say(json: line) }
    } else if lines.isEmpty {
      invocation.surroundings.talk("the site has no keys")
    } else {
      var table = TextTable(["NAME", "DIGITS", "ACTION", "TO", "LEAVE"])
      for line in lines {
        let action = line.level.map { "\(line.action) \($0)" } ?? line.action
        let digits = line.digits.isEmpty ? "-" : line.digits
        table.add([line.name, digits, action, line.to ?? "-", line.leave ?? "-"])
      }
      invocation.surroundings.say(table.text)
    }
    return .well
  }
}
