package import Routing

/// Matters that belong to neither desk: the citizen is told whom to call.
extension Call {
  /// The sentence plays over whatever is heard; the seat hears it too, softly, and both may talk on.
  mutating func guide(_ press: KeyPress, on desk: inout Desk) -> KeyOutcome {
    guard let reason = press.key.reason else { return .refused(.unknownKey) }
    let prompt = Prompt.guide(reason)
    record.reason = reason
    record.prompts.append(
      PromptRecord(
        at: since(desk.now), prompt: prompt.name, to: leg(caller)?.party.description ?? ""))
    desk.emit(.say(caller, prompt, softly: false))
    for id in state.legs where leg(id)?.phase == .answered {
      desk.emit(.say(id, prompt, softly: true))
    }
    return .accepted
  }
}

extension Prompt {
  /// Whom to call with a matter of this reason: `guide-discipline`.
  package static func guide(_ reason: String) -> Prompt { Prompt("guide-\(reason)") }
}
