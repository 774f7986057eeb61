/// What a phone does with a call that comes in.
enum AnswerMode: Equatable {
  /// Rings and answers after this time.
  case after(Duration)
  /// Refuses with this status.
  case refuse(Int)
  /// Rings until a command says what to do.
  case ringOnly
  /// Says nothing but 100 Trying, as a phone that hangs.
  case never

  /// Reads `200ms`, `now`, `busy`, `decline`, `ring-only`, `never` or a status of 300 to 699.
  init?(_ text: String) {
    switch text {
    case "busy": self = .refuse(486)
    case "decline": self = .refuse(603)
    case "ring-only": self = .ringOnly
    case "never": self = .never
    default:
      if text.utf8.count == 3, let status = Int(text) {
        guard (300..<700).contains(status) else { return nil }
        self = .refuse(status)
      } else if text == "now" || text.hasSuffix("s"), let time = Duration(text: text) {
        self = .after(time)
      } else {
        return nil
      }
    }
  }
}
