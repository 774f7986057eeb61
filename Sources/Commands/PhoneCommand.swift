internal import Phone

/// `liandong phone`; the phone reads its arguments itself, its options are drawn from its own list.
enum PhoneCommand {
  static let row = Command(
    "phone", "a small SIP phone for tests: calls, answers, measures",
    details: [
      "Commands come on standard input, one a line; events go to standard output, one a line, each "
        + "with the microseconds of the monotonic clock. Times are 200ms, 5s or 2min."
    ],
    glossary: Command.Glossary(
      title: "commands on standard input",
      entries: Phone.commands.map { Command.Example($0.line, $0.meaning) }),
    options: Phone.options.map { option in
      if let value = option.value {
        Option(option.name, value, default: option.fallback, option.sentence)
      } else {
        Option(option.name, option.sentence)
      }
    },
    examples: [
      Command.Example(
        "liandong phone --register sip:127.0.0.1:5060 --user 1001 --password lab-1001 "
          + "--answer 200ms", "seat 1001 of the embedded site")
    ]
  ) { invocation in
    ExitStatus(rawValue: Phone.run(arguments: invocation.arguments.words)) ?? .failed
  }
}
