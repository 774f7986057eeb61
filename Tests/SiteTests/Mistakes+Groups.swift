extension Mistakes {
  static let groups = [
    Mistake(
      "seats = 2001", becomes: "seats = 2001\noverflow = group remote",
      "site.conf:14:12: error: group \"remote\" does not exist; expected one of: 110"),
    Mistake(
      "seats = 2001", becomes: "seats = 2001\noverflow = remote",
      "site.conf:14:12: error: overflow is \"remote\"; expected group NAME"),
    Mistake(
      "seats = 2001", becomes: "seats = 2001\noverflow = group 110",
      "site.conf:14:12: error: overflow leads in a circle: 110 → 110; expected a group that does "
        + "not lead back"),
    Mistake(
      "seats = 2001",
      becomes: "seats = 2001\nthen = group b\n[group b]\nseats = 2001\noverflow = group 110",
      "site.conf:17:12: error: overflow leads in a circle: 110 → b → 110; expected a group that "
        + "does not lead back"),
    Mistake(
      "seats = 2001", becomes: "seats = 2001\nqueue-length = 3",
      "site.conf:14:16: error: queue-length stands without overflow; expected overflow = group NAME"
    ),
    Mistake(
      "seats = 2001", becomes: "seats = 2001\nqueue-wait = 0s\nfree-seats = 0",
      "site.conf:14:14: error: queue-wait is \"0s\"; expected a duration from 1s to 1h, such as "
        + "500ms, 20s, 3min or 2h",
      "site.conf:15:14: error: free-seats is \"0\"; expected a whole number from 1 to 10000"),
    Mistake(
      "seats = 2001", becomes: "seats = 2001\nhours = Mon-Fri 08:30-18:00",
      "site.conf:12:1: error: [group 110] has no closed though it has hours; expected closed = "
        + "group NAME, seat NAME, number NUMBER or trunk NAME NUMBER"),
    Mistake(
      "seats = 2001", becomes: "seats = 2001\nclosed = group 110",
      "site.conf:14:1: error: closed stands without hours; expected hours = days and times such as "
        + "Mon-Fri 08:30-18:00, Sat 09:00-12:00 or daily 00:00-24:00"),
    Mistake(
      "seats = 2001", becomes: "seats = 2001\nhours = 8-18\nclosed = seat 2001",
      "site.conf:14:9: error: hours is \"8-18\"; expected days and times such as Mon-Fri "
        + "08:30-18:00, Sat 09:00-12:00 or daily 00:00-24:00"),
    Mistake(
      "seats = 2001", becomes: "seats = 2001\ndedicated = 2001",
      "site.conf:14:13: error: dedicated has seat 2001, which is among seats and so takes every "
        + "call; expected it in one of the two"),
    Mistake(
      "peer = sip:127.0.0.1:5070", becomes: "peer = sip:127.0.0.1:5070\nchannels = 2\nreserved = 2",
      "site.conf:9:12: error: reserved is \"2\" of 2 channels; expected fewer than channels"),
    Mistake(
      "peer = sip:127.0.0.1:5070", becomes: "peer = sip:127.0.0.1:5070\nreserved = 1",
      "site.conf:8:1: error: [trunk carrier] counts no channels; expected channels = a whole number "
        + "from 1 to 10000"),
    Mistake(
      "peer = sip:127.0.0.1:5070", becomes: "peer = sip:127.0.0.1:5070\nwhen-full = refuse",
      "site.conf:8:1: error: [trunk carrier] counts no channels; expected channels = a whole number "
        + "from 1 to 10000"),
    Mistake(
      "[key p]\naction = pause\nto = seat 2001",
      "site.conf:18:1: error: to stands with action \"pause\", which rings nobody of its own; "
        + "expected no to"),
  ]
}
