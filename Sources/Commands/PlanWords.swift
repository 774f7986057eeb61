internal import Routing
internal import Site
internal import Switchboard

/// What decided a plan, in the order in which it did.
struct PlanWords {
  let plan: RoutePlan
  let dialled: String
  let site: SiteConfiguration
  /// The steps of a big group that are spelt out.
  private static let stepsShown = 16

  var reasons: [Explanation.Reason] { [number, rule] + period + prompt + route + rings + end }

  private func reason(_ topic: String, _ words: String) -> Explanation.Reason {
    Explanation.Reason(topic: topic, words: words)
  }

  private var isCitizen: Bool { plan.request.origin == .citizen }

  private var number: Explanation.Reason {
    let numbering = site.directory.numbers.numbering
    let place =
      "country code \(numbering.countryCode), "
      + (numbering.areaCode.isEmpty ? "no area code" : "area code \(numbering.areaCode)")
    guard let number = plan.number, number != dialled else {
      return reason("number", "\(dialled), as dialled (\(place))")
    }
    return reason("number", "\(dialled) is \(number) here (\(place))")
  }

  private var rule: Explanation.Reason {
    guard let rule = plan.rule else {
      return reason("rule", "none: no section and no row of the numbers table speaks of it")
    }
    let name = rule.name.isEmpty ? "" : " \(rule.name)"
    let what =
      switch rule.merger?.mode {
      case nil, .plain?: "an ordinary number"
      case .whole?: "whole, merged into 12345 and withdrawn"
      case .dual?: "dual, kept beside 12345"
      case .branch?: "branch, kept with its sub-centre"
      }
    return reason("rule", "\(rule.pattern)\(name): \(what)")
  }

  private var period: [Explanation.Reason] {
    guard let merger = plan.rule?.merger else { return [] }
    guard let period = merger.period else {
      return [reason("transition", "over, no day is given; after = \(merger.after.rawValue)")]
    }
    let span = "\(period.first) to \(period.last)"
    let left = period.daysLeft(after: plan.request.time.date)
    let words =
      switch plan.phase {
      case .before?: "\(span), not begun: as before the merge"
      case .during?: "\(span), \(left) days left; then after = \(merger.after.rawValue)"
      case .after?, nil: "\(span), over for \(-left) days; after = \(merger.after.rawValue)"
      }
    return [reason("transition", words)]
  }

  private var prompt: [Explanation.Reason] {
    guard let prompt = plan.announcement else { return [] }
    guard case .ring = plan.outcome else {
      return [reason("prompt", "\(prompt), before the call is answered; then it is refused")]
    }
    return [reason("prompt", "\(prompt), while it rings; cut at the answer")]
  }

  private var route: [Explanation.Reason] {
    guard case .ring(let destinations) = plan.outcome else { return [] }
    let places = destinations.map(\.description).joined(separator: ", then ")
    guard let detour = plan.detour else { return [reason("route", places)] }
    return [
      reason("route", "\(places): a county's 110 reaches 12345 through trunk \(detour) only")
    ]
  }

  // MARK: Who rings

  private var rings: [Explanation.Reason] {
    let steps = site.directory.steps(of: plan)
    var second: Int64 = 0
    var reasons: [Explanation.Reason] = []
    for (index, step) in steps.enumerated() {
      let seconds = step.timeout.components.seconds
      if index < PlanWords.stepsShown {
        reasons.append(reason("\(second) s", ring(step, seconds)))
      } else if index == PlanWords.stepsShown {
        reasons.append(reason("\(second) s", "\(steps.count - index) more, one after the other"))
      }
      second += seconds
    }
    return reasons
  }

  private func ring(_ step: RingStep, _ seconds: Int64) -> String {
    let shown = step.targets.prefix(PlanWords.stepsShown).map(\.description)
    let more = step.targets.count - shown.count
    let names = shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    let group = step.group.map { " of group \($0)" } ?? ""
    return "\(names)\(group) \(step.targets.count == 1 ? "rings" : "ring") for \(seconds) s"
  }

  private var end: [Explanation.Reason] {
    switch plan.outcome {
    case .refuse(let status):
      return [reason("end", "refused with \(status)")]
    case .ring(let destinations):
      let total = site.directory.steps(of: plan).reduce(Int64(0)) {
        $0 + $1.timeout.components.seconds
      }
      guard isCitizen else {
        return [reason("\(total) s", "nobody answered: the agent is told, who still has the call")]
      }
      let home = destinations.last.map(\.description) ?? ""
      return [
        reason("\(total) s", "nobody answered: the citizen hears music and waits for \(home)")
      ]
    }
  }
}
