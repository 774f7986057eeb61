extension Mistakes {
  static let numbers = [
    Mistake(
      "[number 12396]\nmode = hole\ngroup = 110",
      "site.conf:17:8: error: mode is \"hole\"; expected plain, whole, dual or branch; did you mean "
        + "\"whole\"?"),
    Mistake(
      "[number 12396]\nmode = whole",
      "site.conf:16:1: error: [number 12396] has no group, and 12345 leads nowhere; expected group = "
        + "NAME, or [number 12345]"),
    Mistake(
      "[number 12396]\nmode = whole\ngroup = 110\nmerged-on = 2021-06-31",
      "site.conf:19:13: error: merged-on is \"2021-06-31\"; expected a day from 2000-01-01 to "
        + "2099-12-31, such as 2021-07-31"),
    Mistake(
      "[number 12396]\ngroup = 110\nmerged-on = 2021-07-31\nafter = reject",
      "site.conf:18:1: error: merged-on stands with mode \"plain\"; expected mode = whole, dual or "
        + "branch",
      "site.conf:19:1: error: after stands with mode \"plain\"; expected mode = whole, dual or branch"
    ),
    Mistake(
      "[number 1239*]\nmode = whole\ngroup = 110",
      "site.conf:16:9: error: number \"1239*\" is many numbers with mode \"whole\"; expected one number"
    ),
    Mistake(
      "[number 12396]\nmode = dual\nseat = 2001\ngroup = 110",
      "site.conf:18:1: error: seat stands with mode \"dual\"; expected group, and own for seats that "
        + "the number kept"),
    Mistake(
      "[number 12366]\nmode = branch\ngroup = 110",
      "site.conf:16:1: error: [number 12366] has no own though its mode is \"branch\"; expected own = "
        + "group NAME, seat NAME or trunk NAME NUMBER"),
    Mistake(
      "[number 12366]\nmode = branch\ngroup = 110\nown = trunk tax 12366",
      "site.conf:19:7: error: trunk \"tax\" does not exist; expected one of: carrier"),
    Mistake(
      "[number 12366]\nmode = branch\ngroup = 110\nown = number 12366",
      "site.conf:19:7: error: own is \"number 12366\"; expected group NAME, seat NAME or trunk NAME "
        + "NUMBER"),
    Mistake(
      "[number 12333]\nmode = dual\ngroup = 110\nexperts = 12333\ncitizens = own",
      "site.conf:19:11: error: group \"12333\" does not exist; expected one of: 110",
      "site.conf:20:1: error: citizens is \"own\" without own; expected own = group NAME, seat NAME "
        + "or trunk NAME NUMBER"),
    Mistake(
      "[number 12333]\nmode = dual\ngroup = 110\nafter = reject",
      "site.conf:19:9: warning: after is \"reject\", which tells callers that the number is withdrawn, "
        + "but mode \"dual\" keeps it; expected silent"),
    Mistake(
      "[number 86110]\ngroup = 110\n[site]\narea-code = 0393\n[number 0393110]\ngroup = 110",
      "site.conf:20:9: error: number \"0393110\" is [number 110] of site.conf, line 14; expected each "
        + "number once"),
    Mistake(
      "[site]\narea-code = 39300\ncountry-code = china\nlocal-digits = 4",
      "site.conf:17:13: error: area-code is \"39300\"; expected 2 to 4 digits, perhaps after 0, such "
        + "as 0393",
      "site.conf:18:16: error: country-code is \"china\"; expected 1 to 3 digits, such as 86",
      "site.conf:19:16: error: local-digits is \"4\"; expected 5 to 12"),
    Mistake(
      "[site]\nunknown-number = group 111\nthrough = city",
      "site.conf:17:18: error: group \"111\" does not exist; did you mean \"110\"?",
      "site.conf:18:11: error: trunk \"city\" does not exist; expected one of: carrier"),
    Mistake(
      "[site]\nnumbers = no-such-table.csv",
      "no-such-table.csv: error: cannot be opened: No such file or directory"),
    Mistake(
      "[trunk b]\nnetwork = gov\npeer = sip:127.0.0.9:5070\nnumber-from = from",
      "site.conf:19:15: error: number-from is \"from\"; expected request-uri, to, diversion or "
        + "history-info"),
    Mistake(
      "[site]\nthrough = carrier\n[seat 1001]\nplatform = 12345\nnetwork = gov\n"
        + "contact = sip:1001@127.0.0.1:5073\n[group 12345]\nseats = 1001\n[key a]\naction = transfer\n"
        + "to = group 12345",
      "site.conf:26:6: warning: to is \"group 12345\", by which a county's 110 would reach 12345 past "
        + "the city's; its calls go to trunk carrier 12345 instead; expected a group of trunk carrier "
        + "alone"),
  ]
}
