internal import Records

/// `liandong cdr correct`.
enum CDRCorrect {
  static let set = Option(
    "--set", "FIELD=VALUE",
    "with correct: level=1…4, harassment=true or false, reason=CODE; none for a level or a reason "
      + "that was not known")

  static func run(_ invocation: Invocation) throws -> ExitStatus {
    let arguments = invocation.arguments
    guard arguments.operands.count == 2 else {
      throw CommandFailure.usage("correct wants a call: its id, as liandong cdr prints it")
    }
    let id = try CDRCommand.call(arguments.operands[1])
    guard let set = arguments.value(set) else {
      throw CommandFailure.usage("correct wants --set FIELD=VALUE")
    }
    let change: CorrectionChange
    do throws(FilterProblem) {
      change = try CorrectionChange(set)
    } catch {
      throw CommandFailure.usage("--set \(error.description)")
    }
    guard let reason = arguments.value(.reason), !reason.allSatisfy(\.isWhitespace) else {
      throw CommandFailure.usage("correct wants --reason TEXT: why the record was wrong")
    }
    guard invocation.surroundings.onlooker.role >= .supervisor else {
      throw CommandFailure(
        "only members of liandong-supervisor and liandong-auditor, and root, correct records")
    }
    // Only the running box writes records; it asks the same of whoever is at the socket.
    var request = ["call": id, "set": change.text, "reason": reason]
    request["sudo"] = invocation.surroundings.environment["SUDO_USER"]
    let made = try RunningBox(invocation).ask("correct", request, as: Made.self)
    if invocation.wantsJSON {
      try invocation.say(json: made)
    } else {
      invocation.surroundings.say(
        "call \(made.call): \(made.field) was \(made.was), is \(made.now)")
    }
    return .well
  }

  /// What the box answers.
  private struct Made: Codable {
    let call: String
    let field: String
    let was: String
    let now: String
  }
}
