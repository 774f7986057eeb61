import Routing
import Testing

/// Where calls go, for every mode, before, in and after the transition.
@Suite struct RoutePlanTests {
  private static let directory: Directory = {
    let day = CivilDate("2021-07-31")
    func rule(_ pattern: String, _ merger: Merger?) -> NumberRule {
      NumberRule(pattern: pattern, route: .group("12345"), merger: merger)
    }
    return Directory(
      seats: [
        Seat(name: "1001", platform: "12345"), Seat(name: "1201", platform: "12345"),
        Seat(name: "2001", platform: "110"),
      ],
      groups: [
        Group(name: "12345", members: [.seat("1001")]),
        Group(name: "experts", members: [.seat("1201")]),
        Group(name: "110", members: [.seat("2001")]),
      ], trunks: [Trunk(name: "tax"), Trunk(name: "carrier")],
      numbers: NumberPlan(
        [
          rule("12345", nil),
          NumberRule(pattern: "110", route: .group("110")),
          rule("1", Merger(mode: .whole, mergedOn: day)),
          rule("2", Merger(mode: .whole, mergedOn: day, after: .announce, prompt: Prompt("mine"))),
          rule("3", Merger(mode: .whole, mergedOn: day, after: .reject)),
          rule("4", Merger(mode: .dual, mergedOn: day)),
          rule("5", Merger(mode: .dual, mergedOn: day, own: .seat("1201"), experts: "experts")),
          rule("6", Merger(mode: .dual, mergedOn: day, own: .seat("1201"), citizens: .own)),
          rule("7", Merger(mode: .branch, mergedOn: day, own: .trunk("tax", number: "7"))),
          rule(
            "8",
            Merger(
              mode: .branch, mergedOn: day, own: .trunk("tax", number: "8"), citizens: .own)),
          rule("9", Merger(mode: .whole, after: .reject)),
          NumberRule(pattern: "0*", route: .trunk("carrier")),
        ], unknown: .group("12345")))
  }()

  private func plan(
    _ number: String, _ time: String, by origin: RouteRequest.Origin = .citizen
  ) throws -> RoutePlan {
    Self.directory.plan(
      for: RouteRequest(.number(number), from: origin, at: try #require(CivilTime(time))))
  }

  private func words(_ plan: RoutePlan) -> String {
    let route: String =
      switch plan.outcome {
      case .ring(let destinations): destinations.map(\.description).joined(separator: ", ")
      case .refuse(let status): "\(status)"
      }
    return (plan.announcement.map { "\($0): " } ?? "") + route
  }

  /// number, before, during, after, an agent's
  @Test(arguments: [
    ["1", "group 12345", "transition: group 12345", "group 12345", "group 12345"],
    ["2", "group 12345", "mine: group 12345", "withdrawn: group 12345", "group 12345"],
    ["3", "group 12345", "transition: group 12345", "withdrawn: 410", "group 12345"],
    ["4", "group 12345", "transition: group 12345", "group 12345", "group 12345"],
    [
      "5", "seat 1201, group 12345", "transition: group experts, group 12345",
      "group experts, group 12345", "seat 1201",
    ],
    [
      "6", "seat 1201, group 12345", "transition: seat 1201, group 12345",
      "seat 1201, group 12345", "seat 1201",
    ],
    [
      "7", "trunk tax 7, group 12345", "transition: group 12345", "group 12345", "trunk tax 7",
    ],
    [
      "8", "trunk tax 8, group 12345", "transition: trunk tax 8, group 12345",
      "trunk tax 8, group 12345", "trunk tax 8",
    ],
    ["9", "withdrawn: 410", "withdrawn: 410", "withdrawn: 410", "group 12345"],
    ["12345", "group 12345", "group 12345", "group 12345", "group 12345"],
    [
      "0101", "trunk carrier 0101", "trunk carrier 0101", "trunk carrier 0101",
      "trunk carrier 0101",
    ],
    ["77", "group 12345", "group 12345", "group 12345", "404"],
  ]) func everyMode(row: [String]) throws {
    #expect(words(try plan(row[0], "2021-07-30 23:59:59")) == row[1])
    #expect(words(try plan(row[0], "2021-07-31 00:00:00")) == row[2])
    #expect(words(try plan(row[0], "2021-10-31 23:59:59")) == row[2])
    #expect(words(try plan(row[0], "2021-11-01 00:00:00")) == row[3])
    for day in ["2021-07-30", "2021-08-01", "2021-11-01"] {
      #expect(words(try plan(row[0], day, by: .agent("12345"))) == row[4])
    }
  }

  @Test func aCountysPoliceGoThroughTheCity() throws {
    var county = Self.directory
    county.county = CountyRule(through: "carrier")
    let time = CivilTime(CivilDate(daysSince1970: 19_000))
    func route(_ destination: Destination, _ origin: RouteRequest.Origin) -> String {
      words(county.plan(for: RouteRequest(destination, from: origin, at: time)))
    }
    for destination in [
      Destination.group("12345"), .number("12345"), .seat("1001"), .trunk("tax", number: "12345"),
    ] {
      #expect(route(destination, .agent("110")) == "trunk carrier 12345")
      #expect(route(destination, .agent("12345")) != "trunk carrier 12345")
    }
    #expect(route(.number("110"), .agent("110")) == "group 110")
    #expect(route(.number("110"), .citizen) == "group 110")
    #expect(route(.number("12345"), .citizen) == "group 12345")
    // A number that only the city knows.
    let small = Directory(seats: [], groups: [], numbers: NumberPlan([]))
    var bare = small
    bare.county = CountyRule(through: "carrier")
    let request = RouteRequest(.number("12345"), from: .agent("110"), at: time)
    #expect(words(bare.plan(for: request)) == "trunk carrier 12345")
    #expect(words(small.plan(for: request)) == "404")
  }

  @Test func theSameRequestHasTheSamePlan() throws {
    for number in ["1", "5", "8", "99"] {
      #expect(try plan(number, "2021-08-01") == plan(number, "2021-08-01"))
    }
  }

  /// Random sites at random hours: a plan rings somebody, or says something, or the carrier does.
  @Test func everyPlanEndsWithSomebodyOrASentence() throws {
    var generator = SystemRandomNumberGenerator()
    func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &generator) }
    for _ in 0..<400 {
      let seats = (0..<1 + roll(6)).map { Seat(name: SeatName("s\($0)"), platform: "12345") }
      let groups = (0..<1 + roll(4)).map { index in
        Group(
          name: GroupName("g\(index)"),
          members: seats.shuffled().prefix(1 + roll(6)).map {
            .seat($0.name)
          }, strategy: RingStrategy.allCases[roll(3)])
      }
      func group() -> GroupName { groups[roll(groups.count)].name }
      let rules = (0..<20).map { index in
        let mode = MergeMode.allCases[roll(4)]
        let owns: [Destination?] = [
          nil, .group(group()), .seat(seats[0].name), .trunk("t", number: "1"),
        ]
        let own = owns[mode == .branch ? 1 + roll(3) : roll(4)]
        let merger =
          mode == .plain
          ? nil
          : Merger(
            mode: mode,
            mergedOn: roll(4) == 0 ? nil : CivilDate(daysSince1970: 18_000 + roll(400)),
            after: AfterTransition.allCases[roll(3)], own: own,
            citizens: CitizensFirst.allCases[roll(2)], experts: roll(2) == 0 ? group() : nil)
        return NumberRule(pattern: "\(10_000 + index)", route: .group(group()), merger: merger)
      }
      let directory = Directory(
        seats: seats, groups: groups, trunks: [Trunk(name: "t")],
        numbers: NumberPlan(rules, unknown: roll(2) == 0 ? .reject : .group(group())))
      for _ in 0..<50 {
        let origin: RouteRequest.Origin = roll(3) == 0 ? .agent("12345") : .citizen
        let number = "\(10_000 + roll(22))"
        let time = CivilTime(CivilDate(daysSince1970: 17_900 + roll(700)), second: roll(86_400))
        let plan = directory.plan(for: RouteRequest(.number(number), from: origin, at: time))
        switch plan.outcome {
        case .ring(let destinations):
          #expect(!destinations.isEmpty)
          for destination in destinations {
            #expect(!directory.steps(to: destination).isEmpty, "\(number) \(destination)")
          }
        case .refuse(let status):
          #expect(plan.rule == nil ? status == 404 : status == 410 && plan.announcement != nil)
        }
      }
    }
  }
}
