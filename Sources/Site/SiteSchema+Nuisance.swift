enum NuisanceKeys {
  static let flag = SchemaKey(
    .nuisance, "flag", ValueKind<Bool>.yesNo, .value("yes"),
    "Whether callers who reach one of these limits are flagged and wait behind others; calls "
      + "towards the emergency desk never are.")
  static let callsPerHour = SchemaKey(
    .nuisance, "calls-per-hour", .count(2...500), .value("10"),
    "Calls of one number within an hour.")
  static let callsPerDay = SchemaKey(
    .nuisance, "calls-per-day", .count(2...500), .value("30"),
    "Calls of one number within 24 hours.")
  static let repeats = SchemaKey(
    .nuisance, "repeats-per-hour", .count(1...500), .value("6"),
    "Calls within an hour that came within a minute of the one before.")
  static let marks = SchemaKey(
    .nuisance, "marks", .count(1...500), .value("3"),
    "How often seats marked the number by the key mark-harassment.")
  static let marksWindow = SchemaKey(
    .nuisance, "marks-window", .duration(.seconds(3600) ... .seconds(366 * 86_400)),
    .value("720h"), "How long a mark counts.")

  static let rows = [
    flag.row, callsPerHour.row, callsPerDay.row, repeats.row, marks.row, marksWindow.row,
  ]
}
