internal import Site

/// `liandong reload`.
enum ReloadCommand {
  static let row = Command(
    "reload", "go over to the changed site file without dropping a call",
    details: [
      "The running box reads its site file, tables and prompts anew and takes them over as a whole, "
        + "or refuses them as a whole: then every mistake is printed, nothing has changed and the "
        + "exit status is 1. What changed is printed, one line a change. SIGHUP does the same and "
        + "tells the log only.",
      "Calls that are up stay as they are, also those of seats and trunks that are no more. Seats "
        + "and trunks that did not change keep their registrations. Networks' addresses and ports, "
        + "data-dir and timezone need a restart, and a reload that would change them is refused.",
    ],
    options: [.site, .json, trial],
    examples: [
      Command.Example("liandong reload --dry-run", "what would change, or why it would be refused"),
      Command.Example("systemctl reload liandong", "what the unit file makes of it"),
    ]
  ) { invocation in
    let isTrial = invocation.arguments.has(trial)
    let answer = try RunningBox(invocation).ask(
      "reload", ["dry-run": isTrial ? "yes" : "no"], as: SiteReload.self)
    if invocation.wantsJSON {
      try invocation.say(json: answer)
    } else {
      for change in answer.changes { invocation.surroundings.say(text(of: change)) }
      for warning in answer.warnings { invocation.surroundings.talk(warning) }
      invocation.surroundings.talk(summary(of: answer))
    }
    return .well
  }

  private static let trial = Option(
    "--dry-run", "check the new site and say what would change, but change nothing")

  /// `+ seat 1003`, `- number 12396`, `~ seat 1001: contact: sip:… -> sip:…`.
  private static func text(of change: SiteDifference.Change) -> String {
    let sign =
      switch change.change {
      case .added: "+"
      case .removed: "-"
      case .changed: "~"
      }
    let title = [sign, change.kind, change.name].filter { !$0.isEmpty }.joined(separator: " ")
    guard !change.settings.isEmpty else { return title }
    return title + ": "
      + change.settings.map { setting in
        setting.before == setting.after
          ? setting.name : "\(setting.name): \(setting.before) -> \(setting.after)"
      }.joined(separator: "; ")
  }

  private static func summary(of answer: SiteReload) -> String {
    func count(_ kind: SiteDifference.Change.Kind) -> Int {
      answer.changes.count { $0.change == kind }
    }
    guard !answer.changes.isEmpty else {
      return answer.installed ? "reloaded: the site is as it was" : "nothing would change"
    }
    let counts = "\(count(.added)) added, \(count(.removed)) removed, \(count(.changed)) changed"
    return answer.installed
      ? "reloaded in \(answer.milliseconds) ms: \(counts)" : "a reload would come to: \(counts)"
  }
}
