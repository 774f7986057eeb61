internal import Routing
internal import Switchboard

enum NumberKeys {
  static let group = SchemaKey(
    .number, "group", ValueKind<String>.name(of: .group).located, .words("seat or trunk is there"),
    sample: "110",
    "The group that the number leads to.")
  static let seat = SchemaKey(
    .number, "seat", ValueKind<String>.name(of: .seat).located, .words("group or trunk is there"),
    "The seat that the number leads to.")
  static let trunk = SchemaKey(
    .number, "trunk", ValueKind<String>.name(of: .trunk).located, .words("group or seat is there"),
    "The trunk that the number is handed to as it is.")

  static let record = SchemaKey(
    .number, "record", .yesNo, .words("as the group that has the call says, else [media]"),
    "Whether calls of the number are recorded, whoever has them.")

  static let rows = [group.row, seat.row, trunk.row, record.row]
}

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
    "The code that the action reason notes in the call's record.")

  static let rows = [digits.row, action.row, to.row, leave.row, level.row, reason.row]
}
