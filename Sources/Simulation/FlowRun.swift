package import Routing
package import Switchboard

/// A flow played against a site: the same Switchboard that runs the box, with a clock of its own.
package struct FlowRun: Sendable {
  private var switchboard: Switchboard
  private var clock = Instant(microseconds: 0)
  /// What the site's clocks showed when `clock` was at zero: a Monday noon, unless the flow says.
  private var beginning = CivilTime(CivilDate(year: 2026, month: 1, day: 5)!, second: 43_200)
  private var names = LegNames()
  private var timers: [(id: TimerID, due: Instant, order: Int)] = []
  private var timerCount = 0
  private var calls: [CallID] = []
  private var writer = EffectWriter()
  /// The message that each target was sent last.
  private var messages: [String: (target: Target, call: CallID)] = [:]
  private var commands = 0

  package init(directory: Directory, keys: [Key], policy: Policy = Policy()) {
    switchboard = Switchboard(directory: directory, keys: keys, policy: policy)
  }

  /// What came of a flow: its text with what really followed, and every line that went otherwise.
  package struct Outcome: Sendable {
    package let text: String
    package let errors: [FlowError]
  }

  /// Plays a whole flow.
  package mutating func play(_ flow: Flow) -> Outcome {
    var text = ""
    var errors: [FlowError] = []
    var expected: [(String, Int)] = []
    var actual: [String] = []
    var eventNumber = 0
    func compare() {
      guard !expected.isEmpty else { return }
      for index in 0..<max(expected.count, actual.count) {
        let want = index < expected.count ? expected[index].0 : nil
        let got = index < actual.count ? actual[index] : nil
        guard want != got else { continue }
        let line = index < expected.count ? expected[index].1 : eventNumber
        errors.append(
          FlowError(
            line: line, message: "expected '\(want ?? "nothing more")', got '\(got ?? "nothing")'"))
        return
      }
    }
    for line in flow.lines {
      switch line {
      case .remark(let remark): text += remark + "\n"
      case .expected(let effect, let number): expected.append((effect, number))
      case .event(let event, let number):
        compare()
        expected = []
        eventNumber = number
        do throws(FlowError) {
          actual = try perform(event, line: number)
        } catch {
          errors.append(error)
          actual = []
        }
        text += event + "\n" + actual.map { "  > \($0)\n" }.joined()
      }
    }
    compare()
    return Outcome(text: text, errors: errors)
  }

  /// Makes one thing happen and says what followed.
  package mutating func perform(_ line: String, line number: Int = 1) throws(FlowError) -> [String]
  {
    clock = clock + .milliseconds(1)
    var said: [String] = []
    switch try FlowSentence(line, line: number) {
    case .wait(let duration): said += pass(duration)
    case .clock(let time):
      beginning = time.advanced(by: .zero - (clock - Instant(microseconds: 0)))
    case .calls(let who, let dialled, let from, let trunk):
      let arrival = Arrival(
        call: CallID(UInt64(calls.count + 1)), party: party(who, trunk), callerNumber: from,
        dialled: dialled, sipCallID: "\(who)-\(calls.count + 1)", wallClock: 0,
        localTime: beginning.advanced(by: clock - Instant(microseconds: 0)))
      calls.append(arrival.call)
      let leg = switchboard.newLeg()
      names.add(leg, who)
      said += send(.incoming(leg, arrival))
    case .leg(let who, let what):
      guard let leg = names[who] else {
        throw FlowError(line: number, message: "nobody is called '\(who)' in this flow")
      }
      said += send(what.event(of: leg))
    case .digits(let who, let digits, let source):
      guard let leg = names[who] else {
        throw FlowError(line: number, message: "nobody is called '\(who)' in this flow")
      }
      for digit in digits { said += send(.digit(leg, digit, source, pressed: clock)) }
    case .key(let seat, let key):
      commands += 1
      said += send(
        .command(CommandID(commands), seat: SeatName(seat), key: key, pressed: clock))
    case .refer(let who, let target, let replacing):
      guard let leg = names[who] else {
        throw FlowError(line: number, message: "nobody is called '\(who)' in this flow")
      }
      let other = replacing.flatMap { names[$0] }
      let referral = other.map { Referral.replaces($0, number: target) } ?? .number(target)
      said += send(.refer(leg, referral, pressed: clock))
    case .reachable(let seat, let isReachable):
      said += send(.seatReachable(SeatName(seat), isReachable))
    case .informed(let who, let isTaken):
      guard let message = messages[who] else {
        throw FlowError(line: number, message: "nobody called '\(who)' was sent a message")
      }
      said += send(.informed(message.target, call: message.call, isTaken: isTaken))
    case .operatorEnds(let index):
      guard calls.indices.contains(index - 1) else {
        throw FlowError(line: number, message: "there is no call \(index) in this flow")
      }
      said += send(.operatorRelease(calls[index - 1]))
    }
    return said
  }

  private func party(_ who: String, _ trunk: String) -> Party {
    who.hasPrefix("citizen") ? .citizen(TrunkName(trunk)) : .seat(SeatName(who))
  }

  // MARK: The world

  private mutating func send(_ event: Event) -> [String] {
    switch event {
    case .hungUp(let leg, _), .failed(let leg, _): names.remove(leg)
    default: break
    }
    let effects = switchboard.handle(event, at: clock)
    var said: [String] = []
    for effect in effects {
      keep(effect)
      said += writer.lines(for: effect, names: names)
      // A released or refused leg is not spoken of any more: its name is free again.
      if case .release(let leg, _) = effect { names.remove(leg) }
      if case .reject(let leg, _) = effect { names.remove(leg) }
    }
    return said
  }

  private mutating func keep(_ effect: Effect) {
    switch effect {
    case .dial(let leg, let target, _): names.add(leg, target.description)
    case .startTimer(let id, let duration):
      timers.removeAll { $0.id == id }
      timerCount += 1
      timers.append((id, clock + duration, timerCount))
    case .inform(let target, let bulletin):
      messages[target.description] = (target, bulletin.call)
    case .stopTimer(let id): timers.removeAll { $0.id == id }
    default: break
    }
  }

  private mutating func pass(_ duration: Duration) -> [String] {
    let end = clock + duration
    var said: [String] = []
    while let next = timers.filter({ $0.due <= end }).min(by: {
      ($0.due, $0.order) < ($1.due, $1.order)
    }) {
      timers.removeAll { $0.id == next.id }
      clock = max(clock, next.due)
      said += send(.timer(next.id))
    }
    clock = end
    return said
  }
}
