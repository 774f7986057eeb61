/// One line of standard input.
struct PhoneCommand: Equatable {
  enum Verb: Equatable {
    case call(String)
    case answer
    case reject(Int)
    case press([Character])
    case info([Character])
    case hold
    case retrieve
    case refer(String)
    case attend
    case say(Voice)
    case mute
    case unmute
    case stats
    case hangUp
    case wait([String])
    case quit
  }

  /// The leg that is meant; `nil` for the last one.
  var leg: UInt32?
  let verb: Verb

  /// Reads a line; `nil` when it is no command.
  init?(_ line: String) {
    var words = line.split(separator: " ").map(String.init)[...]
    if words.first == "leg" {
      words.removeFirst()
      guard let number = words.popFirst().flatMap({ UInt32($0) }) else { return nil }
      leg = number
    }
    guard let name = words.popFirst(), let verb = Self.verb(name, Array(words)) else { return nil }
    self.verb = verb
  }

  private static func verb(_ name: String, _ words: [String]) -> Verb? {
    switch (name, words.count) {
    case ("answer", 0): .answer
    case ("hold", 0): .hold
    case ("retrieve", 0): .retrieve
    case ("attend", 0): .attend
    case ("mute", 0): .mute
    case ("unmute", 0): .unmute
    case ("stats", 0): .stats
    case ("hangup", 0): .hangUp
    case ("quit", 0): .quit
    case ("call", 1): .call(words[0])
    case ("refer", 1): .refer(words[0])
    case ("reject", 1):
      AnswerMode(words[0]).flatMap {
        if case .refuse(let status) = $0 { .reject(status) } else { nil }
      }
    case ("press", 1): digits(words[0]).map { .press($0) }
    case ("info", 1): digits(words[0]).map { .info($0) }
    case ("tone", 1): Voice(words[0]).map { .say($0) }
    case ("wait", 1...): .wait(words)
    default: nil
    }
  }

  private static func digits(_ text: String) -> [Character]? {
    let digits = Array(text.uppercased())
    return !digits.isEmpty && digits.count <= 32 && digits.allSatisfy { Digit.number($0) != nil }
      ? digits : nil
  }
}
