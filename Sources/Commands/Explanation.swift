internal import Records
internal import Routing
internal import Site
internal import Switchboard

/// A plan for people and programs to read.
struct Explanation: Encodable {
  let dialled: String
  let from: String?
  let trunk: String?
  let by: String?
  /// The site's own day and time.
  let at: String
  let weekday: String
  /// The number as it is dialled next door.
  let number: String
  /// The pattern of its rule.
  let rule: String?
  let name: String?
  let mode: String?
  let mergedOn: String?
  let transitionEnds: String?
  /// `before`, `during` or `after`.
  let transition: String?
  /// Of the transition; negative when it is over.
  let daysLeft: Int?
  let after: String?
  let prompt: String?
  /// Whom it rings, one after the other.
  let destinations: [String]
  /// The trunk that a county's 110 must take.
  let through: String?
  /// The final SIP status, when the call is refused.
  let status: Int?
  let steps: [Step]
  /// Every step of the way in words.
  let reasons: [Reason]

  /// Who rings, from when, how long.
  struct Step: Encodable {
    let second: Int64
    let seconds: Int64
    let targets: [String]
    let group: String?
  }

  struct Reason: Encodable {
    let topic: String
    let words: String
  }

  init(
    dialled: String, from: String?, trunk: String?, by: String?, plan: RoutePlan,
    site: SiteConfiguration
  ) {
    (self.dialled, self.from, self.trunk, self.by) = (dialled, from, trunk, by)
    let time = plan.request.time
    let merger = plan.rule?.merger
    at = time.description
    weekday = time.weekday.rawValue
    number = plan.number ?? dialled
    rule = plan.rule?.pattern
    name = plan.rule.flatMap { $0.name.isEmpty ? nil : $0.name }
    mode = plan.rule.map { $0.merger?.mode.rawValue ?? MergeMode.plain.rawValue }
    mergedOn = merger?.period?.first.description
    transitionEnds = merger?.period?.last.description
    transition = plan.phase?.rawValue
    daysLeft = merger?.period?.daysLeft(after: time.date)
    after = merger?.after.rawValue
    prompt = plan.announcement?.name
    destinations = plan.destinations.map(\.description)
    through = plan.detour?.text
    status = if case .refuse(let status) = plan.outcome { status } else { nil }
    steps = Explanation.steps(site.directory.steps(of: plan))
    reasons = PlanWords(plan: plan, dialled: dialled, site: site).reasons
  }

  private static func steps(_ steps: [RingStep]) -> [Step] {
    var second: Int64 = 0
    return steps.map { step in
      let seconds = step.timeout.components.seconds
      defer { second += seconds }
      return Step(
        second: second, seconds: seconds, targets: step.targets.map(\.description),
        group: step.group?.text)
    }
  }

  /// The text for a terminal.
  var text: String {
    var lines = [head]
    var table = TextTable(["STEP", "WHY"])
    for reason in reasons { table.add([reason.topic, reason.words]) }
    lines.append(table.text)
    return lines.joined(separator: "\n")
  }

  private var head: String {
    var head = dialled + (by.map { " by seat \($0)" } ?? " by a citizen")
    if let from { head += ", \(from)" }
    if let trunk { head += " over trunk \(trunk)" }
    return head + ", \(at) \(weekday)"
  }
}
