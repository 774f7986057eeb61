internal import Routing

extension ValueKind where Value == CivilDate {
  /// A day of the calendar; spreadsheets like to write it otherwise.
  static var date: ValueKind {
    ValueKind("a date such as 2021-07-31, year, month and day with - between") { CivilDate($0) }
  }
}
