/// A figure that was asked for, beside what Asterisk 22.10 showed on such a machine.
struct Target {
  let figure: String
  let asterisk: String
  let target: String
  /// The measures that show it.
  let names: [String]

  static let rows = [
    Target(
      figure: "key (RFC 4733) → INVITE, p50 / p99", asterisk: "82 / 102 ms", target: "≤ 1 / 5 ms",
      names: ["transfer.rfc4733.key-to-invite"]),
    Target(
      figure: "key (SIP INFO) → INVITE", asterisk: "–", target: "–",
      names: ["transfer.info.key-to-invite"]),
    Target(
      figure: "REFER → INVITE", asterisk: "1.8–2.1 / 3.5–7.3 ms", target: "≤ 1 / 3 ms",
      names: ["transfer.refer.key-to-invite"]),
    Target(
      figure: "control command → INVITE", asterisk: "1.5–1.7 / 2.1 ms", target: "≤ 1 / 2 ms",
      names: ["transfer.console.key-to-invite"]),
    Target(
      figure: "target's 200 → citizen's voice there", asterisk: "7–11 / 20 ms",
      target: "≤ 10 / 20.5 ms", names: each("answer-to-citizen")),
    Target(
      figure: "target's 200 → its voice at the citizen", asterisk: "0.5 / 0.7–21 ms",
      target: "≤ 0.5 / 1 ms", names: each("answer-to-target")),
    Target(
      figure: "citizen's packets that reached nobody", asterisk: "10–11 a transfer", target: "0",
      names: each("citizen-lost")),
    Target(
      figure: "longest time without RTP at the citizen", asterisk: "90–1,000 ms with a digit key",
      target: "20 ms is none", names: each("citizen-gap")),
    Target(
      figure: "busy, declined, 404, 480, rings out, dead: citizens dropped", asterisk: "every one",
      target: "0", names: ["failures.dropped"]),
    Target(
      figure: "packet added by the box", asterisk: "0.10–0.17 / 0.18–0.26 ms",
      target: "≤ 0.10 / 0.20 ms", names: ["relay.added"]),
    Target(
      figure: "three-way mouth to ear", asterisk: "11–21 / 20–22 ms", target: "≤ 10 / 20 ms",
      names: ["three-way.mouth-to-ear", "three-way.mouth-to-ear-steady"]),
    Target(
      figure: "routed calls a second and core, 0 failures", asterisk: "280 on both cores",
      target: "≥ 1,300", names: ["capacity.calls-per-core-second"]),
    Target(
      figure: "relayed calls with media a core", asterisk: "400", target: "≥ 1,000",
      names: ["capacity.relayed-calls-per-core", "capacity.relayed-calls-driven"]),
    Target(
      figure: "three-way calls a core", asterisk: "100 on two cores; 130 break it",
      target: "≥ 150 (300 on two)",
      names: ["capacity.three-way-calls-per-core", "capacity.three-way-calls-driven"]),
    Target(
      figure: "a three-way call among 300: mouth to ear", asterisk: "130 rooms: p99 145 ms",
      target: "p99 ≤ 22 ms", names: ["beside-300-three-way.three-way.mouth-to-ear"]),
    Target(
      figure: "the same: packets lost", asterisk: "lost", target: "0",
      names: ["beside-300-three-way.three-way.lost"]),
    Target(
      figure: "a relayed call among 1,000: packet added", asterisk: "–", target: "–",
      names: ["beside-1000-relayed.relay.added"]),
    Target(
      figure: "the same: packets lost", asterisk: "–", target: "0",
      names: ["beside-1000-relayed.relay.lost"]),
    Target(
      figure: "heap after 10,000 calls more, a call", asterisk: "1.4 GB after 12,000", target: "0",
      names: ["leak.memory-per-call"]),
    Target(
      figure: "CPU a call", asterisk: "5.3–5.6 ms", target: "2 × PJSIP's own 0.20 ms",
      names: ["capacity.cpu-per-call"]),
    Target(
      figure: "tick lateness, a hog on every CPU, p50 / p99", asterisk: "–", target: "p99 ≤ 60 µs",
      names: ["lateness.box"]),
    Target(
      figure: "ticks missed meanwhile", asterisk: "–", target: "0", names: ["lateness.missed"]),
    Target(
      figure: "ring, instructions a push and pop", asterisk: "–", target: "≤ 25",
      names: ["ring.instructions"]),
    Target(
      figure: "mixer against C -O3, time", asterisk: "–", target: "≤ 1.3",
      names: ["mixer.3.ratio-to-c", "mixer.30.ratio-to-c", "mixer.300.ratio-to-c"]),
    Target(
      figure: "mixer against pjmedia_conf, times faster", asterisk: "–",
      target: "≥ 10 / 80 / 500 at 3 / 30 / 300",
      names: [
        "mixer.3.faster-than-pjmedia", "mixer.30.faster-than-pjmedia",
        "mixer.300.faster-than-pjmedia",
      ]),
    Target(
      figure: "record handed to the journal, a call event", asterisk: "–", target: "≤ 20 µs",
      names: ["journal.keep-each-event", "journal.keep"]),
    Target(
      figure: "records a second, each on the disk", asterisk: "–", target: "≥ 5,000",
      names: ["journal.records-per-second"]),
  ]

  private static func each(_ figure: String) -> [String] {
    KeyKind.allCases.map { "transfer.\($0.rawValue).\(figure)" }
  }
}
