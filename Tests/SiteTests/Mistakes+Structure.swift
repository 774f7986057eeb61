extension Mistakes {
  static let structure = [
    Mistake(
      "[sitee]\nname = x",
      "site.conf:16:2: error: unknown section \"[sitee]\"; did you mean \"site\"?"),
    Mistake(
      "[zzzzzz]",
      "site.conf:16:2: error: unknown section \"[zzzzzz]\"; expected one of: site, media, network, "
        + "trunk, seat, group, number, key, bell, nuisance"),
    Mistake(
      "[site]\nnmae = x",
      "site.conf:17:1: error: unknown key \"nmae\" in [site]; did you mean \"name\"?"),
    Mistake(
      "[number 12]\ngroup = 110\n  colour = blue",
      "site.conf:18:3: error: unknown key \"colour\" in [number 12]; "
        + "expected one of: group, seat, trunk, record, "
        + "name, mode, merged-on, after, own, citizens, experts, prompt, after-prompt"),
    Mistake(
      "[group 110]\nseats = 2001",
      "site.conf:16:1: error: \"[group 110]\" again, first in line 12; expected each section once"),
    Mistake(
      "[site]\nkeep-records = 90",
      "site.conf:17:16: error: keep-records is \"90\"; expected forever, or days from 1d to 36500d, "
        + "such as 1095d"),
    Mistake(
      "[site]\nrecordings-size = 20 GB",
      "site.conf:17:19: error: recordings-size is \"20 GB\"; expected unlimited, or a size such as "
        + "500MB, 20GB or 2TB"),
    Mistake(
      "[site]\nname = a\nname = b",
      "site.conf:18:1: error: name again, first in line 17; expected each key once in a section"),
    Mistake(
      "[network gov]", becomes: "name = x\n[network gov]",
      "site.conf:1:1: error: a key before any section; expected a title such as [site] above it"),
    Mistake(
      "[media x]", "site.conf:16:8: error: \"[media x]\" has a name; expected [media]"),
    Mistake(
      "[key \u{5c40}]\naction = hold",
      "site.conf:16:6: error: key is \"\u{5c40}\"; expected a name of 1 to 64 letters, digits, "
        + "\".\", \"_\" and \"-\""),
    Mistake(
      "[key]\naction = hold", "site.conf:16:1: error: [key] has no name; expected [key NAME]"),
    Mistake(
      "[number 1x]\ngroup = 110",
      "site.conf:16:9: error: number is \"1x\"; expected up to 32 digits, perhaps after +, "
        + "perhaps ending in *"),
  ]

  static let values = [
    Mistake(
      "[site]\ndata-dir = ~/x",
      "site.conf:17:12: error: data-dir is \"~/x\"; expected a path that begins with a name, "
        + "\".\", \"..\" or \"/\""),
    Mistake(
      "[site]\ntimezone = Asia/Shangai",
      "site.conf:17:12: error: timezone is \"Asia/Shangai\"; expected a time zone such as "
        + "Asia/Shanghai; did you mean \"Asia/Shanghai\"?"),
    Mistake(
      "[site]\nemergency = group 111",
      "site.conf:17:13: error: group \"111\" does not exist; did you mean \"110\"?"),
    Mistake(
      "[site]\ntones = de", "site.conf:17:9: error: tones is \"de\"; expected cn, us, gb or itu"),
    Mistake(
      "[site]\nretry = 5m",
      "site.conf:17:9: error: retry is \"5m\"; expected a duration from 100ms to 1min, such as "
        + "500ms, 20s, 3min or 2h"),
    Mistake(
      "[site]\ndebounce = 6s",
      "site.conf:17:12: error: debounce is \"6s\"; expected a duration from 0s to 5s, such as "
        + "500ms, 20s, 3min or 2h"),
    Mistake(
      "[site]\nlog-level =",
      "site.conf:17:12: error: log-level has no value; expected debug, info, warning or error"),
    Mistake(
      "[media]\ncodecs = PCMA, PCMX,",
      "site.conf:17:16: error: codecs has \"PCMX\"; expected PCMA, PCMU, G722, opus or L16; did you mean \"PCMA\"?",
      "site.conf:17:21: error: codecs has an empty item; expected PCMA, PCMU, G722, opus or L16"),
    Mistake(
      "[media]\ncodecs = PCMA, PCMA",
      "site.conf:17:16: error: codecs has \"PCMA\" twice; expected it once"),
    Mistake(
      "[media]\nptime = 25",
      "site.conf:17:9: error: ptime is \"25\"; expected 10, 20, 30, 40, 50 or 60"),
    Mistake(
      "[media]\nptime = 30\ncodecs = PCMA, opus",
      "site.conf:17:9: error: opus is not asked for in packets of 30 ms; expected ptime = 10, 20, "
        + "40 or 60"),
    Mistake(
      "[media]\nptime = 40\ncodecs = opus, L16",
      "site.conf:17:9: error: L16 is not asked for in packets of 40 ms; expected ptime = 10 or 20"),
    Mistake(
      "[seat 2002]\nplatform = 110\nnetwork = gov\ncontact = sip:2002@127.0.0.1:5074\nptime = 50\n"
        + "codecs = opus",
      "site.conf:20:9: error: opus is not asked for in packets of 50 ms; expected ptime = 10, 20, "
        + "40 or 60"),
    Mistake(
      "[media]\nptime = 60\n[trunk pbx]\nnetwork = gov\npeer = sip:127.0.0.1:5075\ncodecs = PCMA, L16",
      "site.conf:21:10: error: L16 is not asked for in packets of 60 ms; expected ptime = 10 or 20"),
    Mistake(
      "[media]\nrecording = al",
      "site.conf:17:13: error: recording is \"al\"; expected off, calls or all; "
        + "did you mean \"all\"?"),
    Mistake(
      "[media]\nrecording-consent = yes",
      "site.conf:17:1: warning: recording-consent is \"yes\", but no call is recorded; "
        + "expected recording = calls or all, or record = yes in a [number] or [group]"),
    Mistake(
      "[media]\nrecording-reserve = 20 GB",
      "site.conf:17:21: error: recording-reserve is \"20 GB\"; expected a size such as 500MB, "
        + "20GB or 2TB"),
  ]
}
