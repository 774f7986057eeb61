internal import Routing
internal import Switchboard

enum KeyKeys {
  static let digits = SchemaKey(
    .key, "digits", ValueKind<String>.keyDigits.located,
    .words("the key is pressed from the console only"), sample: "*1",
    "What a seat's phone sends for it; no key's digits may begin another's.")
  static let action = SchemaKey(
    .key, "action", ValueKind<KeyAction>.choice.located, .required, sample: "transfer",
    "What the key does.")
  static let to = SchemaKey(
    .key, "to", ValueKind<Destination>.destination.located, .words("the action rings nobody"),
    sample: "group 110",
    "Whom transfer, three-way and consult ring.")
  static let leave = SchemaKey(
    .key, "leave", ValueKind<LeavePolicy>.choice.located,
    .words("on-answer for transfer, never for three-way"), sample: "on-answer",
    "When the seat that pressed transfer leaves the call.")
  static let level = SchemaKey(
    .key, "level", ValueKind<Level>.level.located, .words("the action is another"),
    "The level that the action level sets: 1 ordinary, 2 larger, 3 major, 4 extraordinary.")

  static let reason = SchemaKey(
    .key, "reason", ValueKind<String>.name.located, .words("the action is another"),
    "The code that the actions reason and guide note in the call's record; guide plays the prompt "
      + "guide-CODE.")

  static let rows = [digits.row, action.row, to.row, leave.row, level.row, reason.row]
}
