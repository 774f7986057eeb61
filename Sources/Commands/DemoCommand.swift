internal import Glibc

/// `liandong demo`.
enum DemoCommand {
  static let row = Command(
    "demo", "real calls over loopback: one-key transfer, three-way, measured",
    details: [
      "Starts a box and three phones as processes of their own, with real SIP and RTP on loopback "
        + "addresses. A citizen calls 12345, seat 1001 answers and presses the key, seat 2001 of "
        + "110 answers, brings 1001 back for three to talk, 1001 leaves, the citizen hangs up. Who "
        + "heard whom is measured from the audio that the phones received. The exit status is 0 "
        + "only if all of it was so."
    ],
    options: [keep, plain],
    examples: [Command.Example("liandong demo", "about ten seconds")]
  ) { invocation in
    let isTerminal = isatty(1) == 1 && invocation.surroundings.environment["NO_COLOR"] == nil
    let paint = DemoPaint(isOn: isTerminal && !invocation.arguments.has(plain))
    return try Demo(invocation.surroundings, paint, keeps: invocation.arguments.has(keep)).run()
  }

  private static let keep = Option(
    "--keep", "keep the directory with site, record, the box's log and what each phone heard")
  private static let plain = Option("--plain", "no colours, on a terminal neither")
}
