internal import Foundation
internal import Routing
internal import Site

/// `liandong explain`.
enum ExplainCommand {
  static let row = Command(
    "explain", operands: Operands("NUMBER", 1...1), "why a call would go where it goes",
    details: [
      "Prints step by step what the box would do with a call to NUMBER, by the same function that "
        + "routes, as if every seat were free. No box need run, and the same site and the same "
        + "options give the same answer.",
      "The exit status is 0 when somebody would be rung, 1 when the call would be refused.",
    ],
    options: [.site, .json, from, at, trunk, by],
    examples: [
      Command.Example("liandong explain 12396", "a citizen dials a number that was merged"),
      Command.Example(
        "liandong explain 12396 --at '2026-12-31 23:59:59'", "the same on another day"),
      Command.Example("liandong explain 12366 --by 1001", "an agent's transfer to it"),
    ]
  ) { invocation in
    let site = try invocation.site()
    let explanation = try explain(invocation, site)
    if invocation.wantsJSON {
      try invocation.say(json: explanation)
    } else {
      invocation.surroundings.say(explanation.text)
    }
    return explanation.status == nil ? .well : .failed
  }

  private static let from = Option("--from", "NUMBER", "the caller's number, for the answer's head")
  private static let at = Option(
    "--at", "TIME", default: "now",
    "a day, and perhaps a time, as the site's clocks show it: '2026-12-31 23:59:59'")
  private static let trunk = Option("--trunk", "TRUNK", "the trunk that the call comes over")
  private static let by = Option(
    "--by", "SEAT", "an agent's transfer, three-way or call instead of a citizen's")

  private static func explain(
    _ invocation: Invocation, _ site: SiteConfiguration
  ) throws -> Explanation {
    let arguments = invocation.arguments
    let seat = try arguments.value(by).map { name in
      guard let seat = site.seat(SeatName(name)) else {
        throw CommandFailure.usage(
          "the site has no seat \"\(name)\"; "
            + Nearest.hint(for: name, among: site.seats.map(\.name.text)))
      }
      return seat
    }
    let trunk = try arguments.value(trunk).map { name in
      guard site.trunk(TrunkName(name)) != nil else {
        throw CommandFailure.usage(
          "the site has no trunk \"\(name)\"; "
            + Nearest.hint(for: name, among: site.trunks.map(\.name.text)))
      }
      return name
    }
    guard seat == nil || trunk == nil else {
      throw CommandFailure.usage("--by is an agent's call, --trunk a citizen's: give one of them")
    }
    let time = try arguments.value(at).map { text in
      guard let time = CivilTime(text) else {
        throw CommandFailure.usage(
          "--at is \"\(text)\"; expected a day and perhaps a time, such as '2026-12-31 23:59:59'")
      }
      return time
    }
    let request = RouteRequest(
      .number(arguments.operands[0]), from: seat.map { .agent($0.platform) } ?? .citizen,
      at: time ?? CivilTime(Date(), in: site.timeZone))
    return Explanation(
      dialled: arguments.operands[0], from: arguments.value(from), trunk: trunk,
      by: seat?.name.text, plan: site.directory.plan(for: request), site: site)
  }
}
