import Routing
import Testing

/// When a group takes calls.
@Suite struct OpeningHoursTests {
  @Test(arguments: [
    // A Monday.
    ("Mon-Fri 08:30-18:00", "2026-01-05 08:30:00", true),
    ("Mon-Fri 08:30-18:00", "2026-01-05 08:29:59", false),
    ("Mon-Fri 08:30-18:00", "2026-01-05 17:59:59", true),
    ("Mon-Fri 08:30-18:00", "2026-01-05 18:00:00", false),
    ("Mon-Fri 08:30-18:00", "2026-01-10 12:00:00", false),
    ("Mon-Fri 08:30-18:00, Sat 09:00-12:00", "2026-01-10 11:59:59", true),
    ("daily 00:00-24:00", "2024-02-29 23:59:59", true),
    ("daily 22:00-06:00", "2026-01-05 23:00:00", true),
    ("daily 22:00-06:00", "2026-01-05 05:59:59", true),
    ("daily 22:00-06:00", "2026-01-05 06:00:00", false),
    // Friday night reaches into Saturday, Sunday night does not exist.
    ("Mon-Fri 22:00-06:00", "2026-01-10 05:00:00", true),
    ("Mon-Fri 22:00-06:00", "2026-01-05 05:00:00", false),
    ("Sat-Mon 08:00-09:00", "2026-01-04 08:30:00", true),
    ("Sat-Mon 08:00-09:00", "2026-01-06 08:30:00", false),
  ])
  func isOpen(_ hours: String, _ time: String, _ expected: Bool) throws {
    let hours = try #require(OpeningHours(hours))
    #expect(hours.contains(try #require(CivilTime(time))) == expected)
    #expect(try #require(OpeningHours(hours.description)).contains(CivilTime(time)!) == expected)
  }

  @Test(arguments: [
    "", "Mon", "08:00-18:00", "mon 08:00-18:00", "Mon 8:00-18:00", "Mon 08:00", "Mon 08:00-24:01",
    "Mon 08:60-18:00", "Mon-Tue-Wed 08:00-18:00", "Mon 24:00-06:00", "Mon 08:00-18:00,",
    "Mon 08:00-00:00",
  ])
  func isNone(_ text: String) { #expect(OpeningHours(text) == nil) }
}
