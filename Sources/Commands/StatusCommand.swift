internal import Console

/// `liandong status`.
enum StatusCommand {
  static let row = Command(
    "status", "how the running box does, and what to type next",
    details: [
      "The line rings says how much found no room between two threads, and how many packets and frames the "
        + "recorder was too slow for, as when its disk hangs: those are gaps of type overrun in their recordings.",
      "The line ticks says how late the mixer woke since the start: the time that half of its ticks, "
        + "and 99 of 100, did not exceed, the latest of all, and how many were left out because "
        + "the next was due. --json has all of them as a histogram (ticks.lateness: ticks that were "
        + "late by atMost microseconds and more than the bucket before); two looks differ by what lay between.",
    ],
    options: [.site, .json],
    examples: [Command.Example("liandong status --json", "the same, for a monitoring system")]
  ) { invocation in
    let status = try RunningBox(invocation).ask("status", as: BoxStatus.self)
    if invocation.wantsJSON {
      try invocation.say(json: status)
    } else {
      invocation.surroundings.say(text(of: status, siteOption: invocation.siteOption))
    }
    return .well
  }

  private static func text(of box: BoxStatus, siteOption: String) -> String {
    var lines = [
      "liandong \(box.version): \(box.site)",
      "running   pid \(box.pid), for \(Count.time(box.uptime))",
      "calls     \(Count.of(box.calls, "call")), \(Count.of(box.legs, "leg"))",
      "audio     " + (box.realTime ? "real-time priority" : "no real-time priority")
        + ", \(Count.of(box.relayedPackets, "packet")) relayed, "
        + "\(Count.of(box.mixedFrames, "frame")) mixed",
      "ticks     \(box.ticks.missed) of \(Count.of(box.ticks.count, "tick")) missed, "
        + "late by \(box.ticks.p50) µs at p50, \(box.ticks.p99) µs at p99, "
        + "\(box.ticks.worst) µs at worst",
      "refused   \(Count.of(box.strangerPackets, "packet")) from strangers, "
        + "\(box.droppedPackets) of no form or payload type that was agreed on",
      "rings     \(box.overflows) found no room, \(box.unrecorded) not recorded",
      "unknown   \(Count.of(box.unknownNumbers, "call")) to numbers that no rule speaks of",
      "records   "
        + (box.pendingRecords == 0 ? "all on the disk" : "\(box.pendingRecords) wait for the disk"),
      "memory    \(box.residentKiB / 1_024) MiB resident, \(box.heapKiB / 1_024) MiB in use",
    ]
    if !box.threads.isEmpty {
      let places = box.threads.map { "\($0.name) on \($0.cpus)" }
      lines.append("cpus      " + places.joined(separator: ", "))
    }
    lines += box.trunks.map { "trunk     \($0.name): \(words($0))" }
    lines += box.sound.map { "sound     \(words($0))" }
    lines += box.alarms.map { "ALARM     \($0)" }
    lines.append("next      " + next(box, siteOption))
    return lines.joined(separator: "\n")
  }

  private static func words(_ trunk: TrunkStatus) -> String {
    let reach =
      switch trunk.reachable {
      case true?: "answers"
      case false?: "does not answer"
      case nil: "not asked"
      }
    guard let registered = trunk.registered else { return reach }
    return reach + (registered ? ", registered" : ", not registered")
  }

  private static func words(_ card: SoundStatus) -> String {
    var words = ["\(card.device) (\(card.uses.joined(separator: ", ")))"]
    guard card.isOpen else { return words[0] + ": not there" }
    words.append("\(card.rate) Hz")
    words.append("microphone \(level(card.microphone)), loudspeaker \(level(card.loudspeaker))")
    words.append("drift \(Int(card.drift.rounded())) ppm")
    words.append(Count.of(card.xruns, "xrun") + ", " + Count.of(card.reconnects, "reconnect"))
    if card.isMuted { words.append("muted") }
    if card.isRinging { words.append("ringing") }
    return words[0] + ": " + words.dropFirst().joined(separator: ", ")
  }

  private static func level(_ decibels: Double) -> String {
    decibels <= -119 ? "silent" : "\(Int(decibels.rounded())) dB"
  }

  /// The box knows best; where it says nothing, whatever shows most.
  private static func next(_ box: BoxStatus, _ siteOption: String) -> String {
    if !box.next.isEmpty { return box.next }
    return "liandong \(box.calls > 0 ? "calls" : "seats")" + siteOption
  }
}
