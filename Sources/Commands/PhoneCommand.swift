internal import Phone

/// `liandong phone`: its options and commands are the phone's own.
enum PhoneCommand {
  static let row = Command(
    "phone", "a small SIP phone for tests and demonstrations",
    details: [
      "Commands come on standard input, events go to standard output, one a line: "
        + "t=MICROSECONDS [phone=NAME] event=NAME [leg=N] KEY=VALUE…, t of the monotonic clock that "
        + "all processes of a machine share; for packets it is the kernel's receive time. "
        + "event=hears tells each change of what a leg hears, dated to the packet in which it "
        + "began; event=media at the end of each leg counts its packets.",
      "It quits when its input has ended and no call is left, after --for, on `quit`, SIGTERM or "
        + "SIGINT. The exit status is 0 when all that was asked worked.",
    ],
    glossary: Command.Glossary(
      title: "commands on standard input",
      entries: Phone.commands.map { Command.Example($0.line, $0.meaning) }),
    options: Phone.options.map { option in
      option.value.map { Option(option.name, $0, default: option.fallback, option.sentence) }
        ?? Option(option.name, option.sentence)
    },
    examples: [
      Command.Example(
        "liandong phone --listen 127.0.0.1:5071 --answer 200ms --tone 600 --for 60s",
        "a seat's phone"),
      Command.Example(
        "liandong phone --call sip:12345@127.0.0.2:5060 --from 13900000001 --tone 440",
        "a citizen"),
      Command.Example(
        "liandong phone --call sip:12345@127.0.0.2:5060 --codecs opus,G722 --tone 5200",
        "a citizen with wide-band: who hears 5200 Hz (--hear 5200) has it too, all the way"),
    ]
  ) { invocation in
    ExitStatus(rawValue: Phone.run(arguments: invocation.arguments.words)) ?? .failed
  }
}
