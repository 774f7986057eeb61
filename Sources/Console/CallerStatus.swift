/// One caller as `nuisance list` shows it.
package struct CallerStatus: Hashable, Sendable, Codable {
  package var number: String
  package var callsInHour: Int
  package var callsInDay: Int
  /// How many of the last hour's came within a minute of the one before.
  package var repeats: Int
  package var marks: Int
  /// Whether a limit of the site is reached.
  package var isFlagged: Bool
  /// Since the last call or mark.
  package var secondsAgo: Int64

  package init(
    number: String, callsInHour: Int, callsInDay: Int, repeats: Int, marks: Int, isFlagged: Bool,
    secondsAgo: Int64
  ) {
    self.number = number
    self.callsInHour = callsInHour
    self.callsInDay = callsInDay
    self.repeats = repeats
    self.marks = marks
    self.isFlagged = isFlagged
    self.secondsAgo = secondsAgo
  }
}
