internal import Routing

/// What people should know of transition periods on the day of the check.
extension SiteChecker {
  /// How many days ahead the end of a period is announced.
  static let noticeDays = 14

  /// Warns of periods that end soon; notes those that are over or still to come, a line a day.
  func checkTransitions(_ drafts: [NumberDraft], on today: CivilDate) {
    var days: [CivilDate: [NumberDraft]] = [:]
    for draft in drafts {
      if let mode = draft.mode.value?.value, mode != .plain, let day = draft.mergedOn.value?.value {
        days[day, default: []].append(draft)
      }
    }
    for (day, drafts) in days.sorted(by: { $0.key < $1.key }) {
      let period = TransitionPeriod(mergedOn: day)
      switch period.phase(on: today) {
      case .before: note(drafts, "begins on \(day) and ends with \(period.last)")
      case .after: note(drafts, "ended with \(period.last)")
      case .during where period.daysLeft(after: today) <= SiteChecker.noticeDays:
        for draft in drafts { warn(draft, period, today) }
      case .during: break
      }
    }
  }

  private func warn(_ draft: NumberDraft, _ period: TransitionPeriod, _ today: CivilDate) {
    let left = period.daysLeft(after: today)
    let when = left == 0 ? "today" : left == 1 ? "tomorrow" : "in \(left) days"
    let then =
      switch draft.after.value?.value ?? .silent {
      case .silent: "calls are connected without a prompt"
      case .announce: "callers are told that the number is withdrawn, and connected"
      case .reject: "callers are told that the number is withdrawn, and refused"
      }
    draft.findings.warning(
      draft.mergedOn.value?.place,
      "the transition of number \(draft.pattern.value) ends \(when), with \(period.last); "
        + "after it \(then)")
  }

  /// One line for all numbers of a day and a file: a city merges dozens at once.
  private func note(_ drafts: [NumberDraft], _ what: String) {
    guard let first = drafts.first else { return }
    let others = drafts.count - 1
    let words = others == 0 ? "" : others == 1 ? " and 1 other" : " and \(others) others"
    first.findings.note(
      first.mergedOn.value?.place,
      "the transition of number \(first.pattern.value)\(words) \(what)")
  }
}
