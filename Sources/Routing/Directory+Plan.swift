extension Directory {
  /// Where a call, a key or a REFER goes: the one function by which the box routes and `liandong
  /// explain` explains.
  package func plan(for request: RouteRequest) -> RoutePlan {
    var plan = draft(for: request)
    if let county, case .agent(county.police) = request.origin { send(&plan, through: county) }
    return plan
  }

  private func draft(for request: RouteRequest) -> RoutePlan {
    guard case .number(let dialled) = request.destination else {
      return RoutePlan(
        request: request, number: nil, rule: nil, phase: nil,
        outcome: resolve(request.destination) == nil
          ? .refuse(status: RoutePlan.notFound) : .ring([request.destination]),
        announcement: nil)
    }
    let (number, found) = numbers.match(dialled)
    guard let rule = found else {
      return RoutePlan(
        request: request, number: number, rule: nil, phase: nil, outcome: unknown(request.origin),
        announcement: nil)
    }
    let phase = rule.merger?.period?.phase(on: request.time.date)
    let final = destination(of: rule.route, dialled: dialled)
    switch request.origin {
    case .agent:
      return RoutePlan(
        request: request, number: number, rule: rule, phase: phase,
        outcome: .ring(agentsChoice(rule.merger, final)), announcement: nil)
    case .citizen:
      let merger = rule.merger
      let isRefused = merger?.after == .reject && (phase ?? .after) == .after
      return RoutePlan(
        request: request, number: number, rule: rule, phase: phase,
        outcome: isRefused
          ? .refuse(status: RoutePlan.gone) : .ring(citizensChoice(merger, phase, final)),
        announcement: merger.flatMap { announcement(of: $0, phase) })
    }
  }

  private func destination(of route: Route, dialled: String) -> Destination {
    switch route {
    case .group(let name): .group(name)
    case .seat(let name): .seat(name)
    case .trunk(let name): .trunk(name, number: dialled)
    }
  }

  /// An agent who asks for a number that is merged wants those who know its matter.
  private func agentsChoice(_ merger: Merger?, _ final: Destination) -> [Destination] {
    if let own = merger?.own, merger?.mode != .whole { return [own] }
    return RoutePlan.once([merger?.experts.map { .group($0) }, final])
  }

  private func citizensChoice(
    _ merger: Merger?, _ phase: TransitionPeriod.Phase?, _ final: Destination
  ) -> [Destination] {
    // Until the merge, and where the site says so after it, the number's own seats have its calls.
    let ownFirst = merger?.citizens == .own || phase == .before
    return RoutePlan.once(
      [ownFirst ? merger?.own : merger?.experts.map { .group($0) }, final])
  }

  private func announcement(of merger: Merger, _ phase: TransitionPeriod.Phase?) -> Prompt? {
    switch phase {
    case .before: nil
    case .during: merger.prompt
    case .after, nil: merger.after == .silent ? nil : merger.afterPrompt
    }
  }

  private func unknown(_ origin: RouteRequest.Origin) -> RoutePlan.Outcome {
    switch (numbers.unknown, origin) {
    case (.group(let group), .citizen): .ring([.group(group)])
    // An agent who mistyped is told so.
    case (.reject, _), (_, .agent): .refuse(status: RoutePlan.notFound)
    }
  }

  // MARK: County through city

  private func send(_ plan: inout RoutePlan, through county: CountyRule) {
    // A number that only the city knows would be refused here.
    if plan.rule == nil, plan.number == county.number {
      plan.outcome = .ring([county.destination])
      plan.detour = county.trunk
      return
    }
    let destinations = plan.destinations
    let lawful = destinations.map { isAstray($0, county) ? county.destination : $0 }
    guard lawful != destinations else { return }
    plan.outcome = .ring(RoutePlan.once(lawful))
    plan.detour = county.trunk
  }

  /// Whether 110 would reach 12345 there past the city's 110.
  package func isAstray(_ destination: Destination, _ county: CountyRule) -> Bool {
    switch destination {
    case .group(let name):
      guard let group = groups[name] else { return false }
      let leadsToHotline = name.text == county.hotline.text
      return group.members.contains { target in
        switch target {
        case .seat(let seat): seats[seat]?.platform == county.hotline
        case .trunk(let trunk, let number):
          trunk != county.trunk && (leadsToHotline || isHotline(number, county))
        }
      }
    case .seat(let name): return seats[name]?.platform == county.hotline
    case .trunk(let trunk, let number): return trunk != county.trunk && isHotline(number, county)
    case .number: return false
    }
  }

  private func isHotline(_ number: String, _ county: CountyRule) -> Bool {
    numbers.numbering.local(number) == county.number
  }
}

extension RoutePlan {
  /// Nobody knows the number (RFC 3261 section 21.4.5).
  static let notFound = 404
  /// The number is withdrawn for good (RFC 3261 section 21.4.11).
  static let gone = 410

  /// What there is, each once, in this order.
  static func once(_ destinations: [Destination?]) -> [Destination] {
    var kept: [Destination] = []
    for case let destination? in destinations where !kept.contains(destination) {
      kept.append(destination)
    }
    return kept
  }
}
