extension Mistakes {
  static let calls = [
    Mistake(
      "seats = 2001", becomes: "seats = 2001, 2010",
      "site.conf:13:15: error: seat \"2010\" does not exist; did you mean \"2001\"?"),
    Mistake(
      "[group x]",
      "site.conf:16:1: error: [group x] has nobody to ring; expected seats = NAME, … or "
        + "trunks = NAME, …"),
    Mistake(
      "[group x]\ntrunks = carrier",
      "site.conf:16:1: error: [group x] has no dial though it has trunks; expected dial = a "
        + "number of 1 to 32 digits, perhaps after +"),
    Mistake(
      "seats = 2001", becomes: "seats = 2001\ndial = 119",
      "site.conf:14:8: error: dial stands without trunks; expected trunks = NAME, … to dial it at"),
    Mistake(
      "[number 119]",
      "site.conf:16:1: error: [number 119] leads nowhere; expected exactly one of group, seat and "
        + "trunk"),
    Mistake(
      "[number 119]\ngroup = 110\nseat = 2001",
      "site.conf:18:1: error: [number 119] leads to 2 places; expected exactly one of group, seat "
        + "and trunk"),
    Mistake(
      "[number 119]\ntrunk = carier",
      "site.conf:17:9: error: trunk \"carier\" does not exist; did you mean \"carrier\"?"),
    Mistake(
      "[key a]\naction = transfer",
      "site.conf:16:1: error: [key a] has no to though its action is \"transfer\"; expected to = "
        + "group NAME, seat NAME, number NUMBER or trunk NAME NUMBER"),
    Mistake(
      "[key a]\naction = hold\nto = group 110",
      "site.conf:18:1: error: to stands with action \"hold\", which rings nobody of its own; "
        + "expected no to"),
    Mistake(
      "[key a]\naction = consult\nto = number 999",
      "site.conf:18:6: error: number \"999\" leads nowhere; expected one of: 110"),
    Mistake(
      "[key a]\naction = consult\nto = grup 110",
      "site.conf:18:6: error: to is \"grup 110\"; expected group NAME, seat NAME, number NUMBER or "
        + "trunk NAME NUMBER"),
    Mistake(
      "[key a]\naction = transfr",
      "site.conf:17:10: error: action is \"transfr\"; expected transfer, three-way, consult, accept, "
        + "decline, return, cancel, hold, emergency, level, mark-harassment, reason, guide, release, "
        + "record, stop-recording, pause or ready; did you mean \"transfer\"?"),
    Mistake(
      "[key a]\naction = three-way\nto = group 110\nleave = at-once",
      "site.conf:19:9: error: leave is \"at-once\" with action \"three-way\"; expected never"),
    Mistake(
      "[key a]\naction = hold\nleave = never",
      "site.conf:18:1: error: leave is \"never\" with action \"hold\"; expected no leave"),
    Mistake(
      "[key a]\naction = level",
      "site.conf:16:1: error: [key a] has no level though its action is \"level\"; "
        + "expected level = 1, 2, 3 or 4"),
    Mistake(
      "[key a]\naction = level\nlevel = 5",
      "site.conf:18:9: error: level is \"5\"; expected 1, 2, 3 or 4"),
    Mistake(
      "[key a]\naction = hold\nlevel = 1",
      "site.conf:18:1: error: level stands with action \"hold\"; expected action = level, or no "
        + "level"),
    Mistake(
      "[key hold]\naction = release",
      "site.conf:16:6: error: key \"hold\" is called like another action than its own, \"release\"; "
        + "expected another name"),
    Mistake(
      "[key a]\naction = hold\ndigits = #1",
      "site.conf:18:10: error: digits has no value, only a comment; expected 1 to 8 of 0-9, *, # "
        + "and A-D, in quotes if it begins with # or ;"),
    Mistake(
      "[key a]\naction = hold\ndigits = *12\n[key b]\naction = release\ndigits = *1",
      "site.conf:18:10: error: digits of key a are \"*12\", which begin with \"*1\" of key b in "
        + "line 21; expected codes of which none begins another"),
    Mistake(
      "[key a]\naction = hold\ndigits = *1\n[key b]\naction = release\ndigits = *1",
      "site.conf:21:10: error: digits of key b are \"*1\", which are also \"*1\" of key a in line "
        + "18; expected codes of which none begins another"),
    Mistake(
      "[key a]\naction = emergency"),
  ]
}
