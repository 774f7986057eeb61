/// One option of `liandong phone`, as its parser, help and manual use it.
package struct PhoneOption: Hashable, Sendable {
  /// With its dashes: `--listen`.
  package let name: String
  /// What stands for its value, `ADDR:PORT`; `nil` for an option that is there or not.
  package let value: String?
  /// What holds when it is not given; `nil` when that needs no word.
  package let fallback: String?
  /// What it is for: a clause that goes on from its name.
  package let sentence: String

  init(
    _ name: String, _ value: String? = nil, default fallback: String? = nil, means sentence: String
  ) {
    self.name = name
    self.value = value
    self.fallback = fallback
    self.sentence = sentence
  }
}

extension Phone {
  /// All options; ``PhoneSettings`` reads them.
  package static let options: [PhoneOption] = [
    PhoneOption("--name", "NAME", means: "stands in every event as phone=NAME"),
    PhoneOption(
      "--listen", "ADDR:PORT", default: "127.0.0.1:0",
      means: "where SIP arrives; port 0 lets the kernel choose, event=listening tells"),
    PhoneOption("--tcp", means: "speak SIP over TCP instead of UDP"),
    PhoneOption("--user", "NAME", means: "user name for registration and digest"),
    PhoneOption("--password", "TEXT", means: "password for digest"),
    PhoneOption("--register", "URI", means: "register there as --user, such as sip:127.0.0.2:5060"),
    PhoneOption("--expires", "SECONDS", default: "300", means: "how long a registration holds"),
    PhoneOption(
      "--answer", "MODE", default: "ring-only",
      means:
        "what to do with a call: a time such as 200ms rings so long and answers, busy, decline, a"
        + " status such as 404, ring-only waits for a command, never says nothing but 100"),
    PhoneOption("--hang-up-after", "TIME", means: "hang up so long after each answer"),
    PhoneOption("--call", "URI", means: "call at once (after registration, when there is one)"),
    PhoneOption("--from", "NUMBER", default: "--user", means: "the number that we show"),
    PhoneOption(
      "--tone", "HZ", default: "440",
      means:
        "what we say: a tone of 20 to 7,000 Hz (above 3,900 in wide-band only), 0 for silence, off"
        + " for no RTP at all"),
    PhoneOption(
      "--hear", "HZ,…", default: "440,600,800,ringback",
      means: "tones to listen for; ringback is 450 Hz; with music in the list other sound is music,"
        + " without it is noise; tones above 4,000 Hz are heard in wide-band only"),
    PhoneOption(
      "--codecs", "NAME,…", default: "PCMA,PCMU",
      means: "the codecs that are offered and answered, the best first, named as in the site file:"
        + " PCMA and PCMU are narrow-band, G722, opus and L16 carry up to 7,000 Hz"),
    PhoneOption(
      "--digit-ms", "MS", default: "100", means: "how long `press` holds a key, 40 to 2000"),
    PhoneOption(
      "--record", "FILE.wav",
      means: "write what was heard, at the codec's rate; leg 2 goes to FILE-2.wav"),
    PhoneOption("--for", "TIME", means: "quit after so long, whatever happens"),
    PhoneOption("--quiet", means: "print no events but failures and the summary of each leg"),
  ]

  /// The commands of standard input, each with what it does.
  package static let commands: [(line: String, meaning: String)] = [
    ("call URI|NUMBER", "call; a number is called at the registrar or at the last peer"),
    ("answer", "answer the call that rings"),
    ("reject STATUS", "refuse the call that rings"),
    ("press DIGITS", "press keys, as RFC 4733 telephone events"),
    ("info DIGITS", "press keys, as SIP INFO"),
    ("hold, retrieve", "put the other side on hold with a re-INVITE, take it back"),
    ("refer NUMBER|URI", "transfer blind with REFER"),
    ("attend", "transfer attended: REFER on the first leg with Replaces of the last"),
    ("tone HZ|off", "say something else"),
    ("mute, unmute", "stop sending RTP, send again"),
    ("stats", "print event=stats with the counters so far"),
    ("hangup", "hang up"),
    (
      "wait WORDS",
      "hold back what follows until an event has all these words, such as"
        + " `wait event=hears hears=600`"
    ),
    ("quit", "hang up everything and leave"),
    ("leg N COMMAND", "do it on leg N; without it the last leg is meant"),
  ]

  /// What `--help` prints when nobody else draws it.
  package static var usage: String {
    var text = "usage: liandong phone [OPTION…]\n\noptions:\n"
    for option in options {
      let head = option.value.map { "\(option.name) \($0)" } ?? option.name
      let fallback = option.fallback.map { " (default: \($0))" } ?? ""
      text += "  \(head)\n      \(option.sentence)\(fallback)\n"
    }
    text += "\ncommands on standard input, one a line:\n"
    for (line, meaning) in commands { text += "  \(line)\n      \(meaning)\n" }
    return text
  }
}
