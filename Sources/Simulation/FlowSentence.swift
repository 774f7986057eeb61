internal import Routing
internal import Switchboard

/// One line of a flow, understood.
enum FlowSentence: Hashable, Sendable {
  case calls(who: String, dialled: String, from: String, trunk: String)
  case leg(String, What)
  case digits(String, String, KeySource)
  case key(seat: String, String)
  case refer(String, to: String, replacing: String?)
  case reachable(String, Bool)
  case operatorEnds(call: Int)
  /// A message for a seat, or a number at a trunk, was taken or not.
  case informed(String, isTaken: Bool)
  case wait(Duration)
  /// The day and time of day that the site's clocks show.
  case clock(CivilTime)

  /// What can happen to a leg, in the words of a flow.
  enum What: Hashable, Sendable {
    case rings(earlyMedia: Bool)
    case answers
    case fails(Failure)
    case leaves(Departure)
    case goesSilent, isHeardAgain
    case holds, retrieves
    case hasHeard(Prompt)

    func event(of leg: LegID) -> Event {
      switch self {
      case .rings(let early): .ringing(leg, earlyMedia: early)
      case .answers: .answered(leg)
      case .fails(let failure): .failed(leg, failure)
      case .leaves(let departure): .hungUp(leg, departure)
      case .goesSilent: .mediaLost(leg)
      case .isHeardAgain: .mediaBack(leg)
      case .holds: .phoneHeld(leg)
      case .retrieves: .phoneRetrieved(leg)
      case .hasHeard(let prompt): .promptPlayed(leg, prompt)
      }
    }
  }

  /// Every sentence about a leg, as it is written after its name.
  private static let sentences: [String: What] = [
    "rings": .rings(earlyMedia: false),
    "rings with early media": .rings(earlyMedia: true),
    "answers": .answers,
    "is busy": .fails(.busy),
    "declines": .fails(.declined),
    "does not answer": .fails(.noAnswer),
    "is not found": .fails(.notFound),
    "is unreachable": .fails(.unreachable),
    "has no codec": .fails(.noMedia),
    "hangs up": .leaves(.onHook),
    "is lost": .leaves(.lost),
    "goes silent": .goesSilent,
    "is heard again": .isHeardAgain,
    "holds": .holds,
    "retrieves": .retrieves,
  ]

  /// Reads a line.
  ///
  /// - Throws: `FlowError` that names the sentences there are.
  init(_ text: String, line: Int) throws(FlowError) {
    let words = text.split(separator: " ").map(String.init)
    guard let who = words.first, words.count > 1 else {
      throw FlowError(line: line, message: "'\(text)' is no sentence; see liandong simulate --help")
    }
    let rest = words.dropFirst().joined(separator: " ")
    if rest == "takes the message" || rest == "takes no message" {
      self = .informed(who, isTaken: rest == "takes the message")
      return
    }
    if let what = FlowSentence.sentences[rest] {
      self = .leg(who, what)
      return
    }
    guard let sentence = FlowSentence.read(who, words[1], Array(words.dropFirst(2))) else {
      throw FlowError(
        line: line, message: "'\(text)' is not understood; see liandong simulate --help")
    }
    self = sentence
  }

  private static func read(_ who: String, _ verb: String, _ rest: [String]) -> FlowSentence? {
    switch (who, verb, rest.first) {
    case ("wait", _, nil): return duration(verb).map { .wait($0) }
    case ("it", "is", _?):
      return CivilTime(rest.joined(separator: " ")).map { .clock($0) }
    case ("operator", "ends", "call"?): return Int(rest.last ?? "").map { .operatorEnds(call: $0) }
    case (_, "calls", let dialled?):
      return .calls(
        who: who, dialled: dialled, from: value(after: "from", in: rest) ?? "13800138000",
        trunk: value(after: "via", in: rest) ?? "carrier")
    case (_, "dials", let digits?): return .digits(who, digits, .telephoneEvent)
    case (_, "infos", let digits?): return .digits(who, digits, .info)
    case (_, "presses", let key?): return .key(seat: who, key)
    case (_, "refers", "to"?):
      return value(after: "to", in: rest).map {
        .refer(who, to: $0, replacing: value(after: "replacing", in: rest))
      }
    case (_, "has", "heard"?):
      return rest.count == 2 ? .leg(who, .hasHeard(Prompt(rest[1]))) : nil
    case (_, "fails", let status?):
      return Int(status).map { .leg(who, .fails(Failure(status: $0))) }
    case (_, "registers", nil): return .reachable(who, true)
    case (_, "unregisters", nil): return .reachable(who, false)
    default: return nil
    }
  }

  private static func value(after word: String, in words: [String]) -> String? {
    guard let index = words.firstIndex(of: word), index + 1 < words.count else { return nil }
    return words[index + 1]
  }

  /// `500ms`, `20s`, `3min`.
  private static func duration(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isNumber }
    guard let count = Int(digits) else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": return .milliseconds(count)
    case "s": return .seconds(count)
    case "min": return .seconds(60 * count)
    default: return nil
    }
  }
}
