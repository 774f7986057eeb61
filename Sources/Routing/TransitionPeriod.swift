/// The three calendar months in which callers of a merged number are told so (濮政办〔2021〕30号,
/// 三 (二) 2), by the site's own calendar.
///
/// It begins with the day of the merge. Its last day is the day of the same number three months later,
/// or that month's last when it has none such, and counts in full, until 24:00: so the law counts
/// months (Civil Code of the PRC, articles 201 to 203).
package struct TransitionPeriod: Hashable, Sendable {
  /// How many calendar months it lasts.
  package static let months = 3

  /// The day of the merge.
  package let first: CivilDate
  /// The last day on which the prompt is heard.
  package let last: CivilDate

  package init(mergedOn day: CivilDate) {
    first = day
    last = day.adding(months: TransitionPeriod.months)
  }

  /// Where a day stands to the period.
  package func phase(on day: CivilDate) -> Phase {
    if day < first { return .before }
    return day <= last ? .during : .after
  }

  package enum Phase: String, Hashable, Sendable {
    /// The number is not merged yet.
    case before
    case during
    case after
  }

  /// How many days are left after `day`; negative when the period is over.
  package func daysLeft(after day: CivilDate) -> Int { last.daysSince1970 - day.daysSince1970 }
}
