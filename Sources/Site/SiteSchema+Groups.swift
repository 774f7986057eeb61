internal import Routing
internal import Switchboard

enum GroupKeys {
  static let seats = SchemaKey(
    .group, "seats", ValueKind<String>.name(of: .seat).list, .words("none"), sample: "2001",
    "The seats that are rung, in this order.")
  static let trunks = SchemaKey(
    .group, "trunks", ValueKind<String>.name(of: .trunk).list, .words("none"),
    "The trunks that are rung after the seats, in this order.")
  static let dial = SchemaKey(
    .group, "dial", ValueKind<String>.number.located, .words("there is no trunk"),
    "The number that is dialled at the trunks.")
  static let ring = SchemaKey(
    .group, "ring", ValueKind<RingStrategy>.choice, .value("in-turn"),
    "Whether its members ring one by one, all at once, or the longest idle first.")
  static let ringTimeout = SchemaKey(
    .group, "ring-timeout", .duration(.seconds(1) ... .seconds(600)), .value("20s"),
    "How long each rings before the next is tried.")
  static let wrapUp = SchemaKey(
    .group, "wrap-up", .duration(.zero ... .seconds(1800)), .value("0s"),
    "How long a seat is left alone after a call of the group, unless its agent presses ready.")
  static let dedicated = SchemaKey(
    .group, "dedicated", ValueKind<String>.name(of: .seat).list, .words("none"),
    "Seats posted at the other side, rung first for calls that another desk hands to the group.")
  static let then = SchemaKey(
    .group, "then", ValueKind<GroupName>.group.located,
    .words("its callers wait for its own members"),
    "The group that is rung after its members: behind an expert group, the desk.")
  static let hours = SchemaKey(
    .group, "hours", ValueKind<OpeningHours>.hours.located, .words("day and night"),
    "When the group takes calls, in the site's time zone.")
  static let closed = SchemaKey(
    .group, "closed", ValueKind<Destination>.destination.located, .words("it is never closed"),
    "Where its calls go outside its hours.")
  static let overflow = SchemaKey(
    .group, "overflow", ValueKind<GroupName>.group.located, .words("its callers wait"),
    "The group, such as remote seats, that takes its calls as soon as any threshold is reached, or "
      + "at once when there is none.")
  static let queueLength = SchemaKey(
    .group, "queue-length", ValueKind<Int>.count(1...10_000).located, .words("the others count"),
    "The threshold of callers who wait.")
  static let queueWait = SchemaKey(
    .group, "queue-wait", ValueKind<Duration>.duration(.seconds(1) ... .seconds(3600)).located,
    .words("the others count"), "The threshold of a caller's own wait.")
  static let freeSeats = SchemaKey(
    .group, "free-seats", ValueKind<Int>.count(1...10_000).located, .words("the others count"),
    "The threshold of free seats: overflow when there are fewer.")
  static let announce = SchemaKey(
    .group, "announce", .durationOrOff(.seconds(10) ... .seconds(600)), .value("30s"),
    "How often a waiting caller is told where they stand in the queue.")

  static let record = SchemaKey(
    .group, "record", .yesNo, .words("as recording in [media] says"),
    "Whether calls are recorded while this group has them.")

  static let rows = [
    seats.row, trunks.row, dial.row, ring.row, ringTimeout.row, wrapUp.row, dedicated.row,
    then.row, hours.row, closed.row, overflow.row, queueLength.row, queueWait.row, freeSeats.row,
    announce.row, record.row,
  ]
}
