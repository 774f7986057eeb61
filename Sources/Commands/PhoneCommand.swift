internal import Phone

/// `liandong phone`: the row; the phone reads its arguments once more itself.
enum PhoneCommand {
  static let row = Command(
    "phone", "a small SIP phone for tests and demonstrations",
    details: [
      "Events go to standard output, a line each. Commands come on standard input; the phone quits "
        + "when input and calls have ended, or when it is told to. Times are 200ms, 5s or 2min."
    ],
    glossary: Command.Glossary(
      title: "commands",
      entries: Phone.commands.map { Command.Example($0.line, $0.meaning) }),
    options: Phone.options.map(option),
    examples: [
      Command.Example(
        "liandong phone --register sip:127.0.0.1:5060 --user 1001 --password lab-1001",
        "seat 1001 of the embedded default site, for a start")
    ]
  ) { invocation in
    ExitStatus(rawValue: Phone.run(arguments: invocation.arguments.words)) ?? .failed
  }

  private static func option(_ phone: PhoneOption) -> Option {
    guard let value = phone.value else { return Option(phone.name, phone.sentence) }
    return Option(phone.name, value, default: phone.fallback, phone.sentence)
  }
}
