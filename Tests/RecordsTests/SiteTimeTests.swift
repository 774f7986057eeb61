import Foundation
import Testing

@testable import Records

@Suite struct SiteTimeTests {
  private let time = SiteTime(zone: Sample.shanghai)

  @Test func textCarriesTheSitesOffset() {
    #expect(time.text(Sample.start) == "2026-11-21T21:36:42.123456+08:00")
    #expect(time.text(0) == "1970-01-01T08:00:00.000000+08:00")
    #expect(SiteTime(zone: .gmt).text(-1) == "1969-12-31T23:59:59.999999+00:00")
    let newfoundland = TimeZone(secondsFromGMT: -12_600)!
    #expect(SiteTime(zone: newfoundland).text(0) == "1969-12-31T20:30:00.000000-03:30")
  }

  @Test func whatIsWrittenIsReadBack() throws {
    for zone in [Sample.shanghai, .gmt, TimeZone(identifier: "America/New_York")!] {
      let time = SiteTime(zone: zone)
      for step in 0..<2000 {
        let moment = Sample.start + Int64(step) * 17_777_777_777
        #expect(try time.range(of: time.text(moment)) == moment..<moment + 1)
      }
    }
  }

  @Test func aTimeIsAsLongAsItIsExact() throws {
    let day = try time.range(of: "2026-11-21")
    #expect(time.text(day.lowerBound) == "2026-11-21T00:00:00.000000+08:00")
    #expect(time.text(day.upperBound) == "2026-11-22T00:00:00.000000+08:00")
    let minute = try time.range(of: "2026-11-21T08:30")
    #expect(minute.upperBound - minute.lowerBound == 60_000_000)
    #expect(try time.range(of: "2026-11-21 08:30") == minute)
    #expect(try time.range(of: "2026-11-21T00:30Z") == minute)
    #expect(try time.range(of: "2026-11-20T16:30-08:00") == minute)
    #expect(try time.range(of: "2026-11-21T08:30:00").count == 1_000_000)
  }

  @Test func aDayIsShorterWhereClocksChange() throws {
    let newYork = SiteTime(zone: TimeZone(identifier: "America/New_York")!)
    #expect(try newYork.range(of: "2026-03-08").count == 23 * 3_600_000_000)
    #expect(try newYork.range(of: "2026-11-01").count == 25 * 3_600_000_000)
  }

  @Test(arguments: [
    "", "today", "2026-1-1", "2026-02-30", "2026-13-01", "2026-00-10", "2026-11-21T",
    "2026-11-21T8",
    "2026-11-21T24:00", "2026-11-21T08:60", "2026-11-21T08:30:61", "2026-11-21T08:30+8",
    "2026-11-21T08:30:00.", "2026-11-21x", "21.11.2026", "２０２６-11-21",
  ])
  func anythingElseIsRefusedWithWhatIsExpected(text: String) {
    let problem = #expect(throws: FilterProblem.self) { try time.range(of: text) }
    #expect(problem?.description.contains("expected 2026-11-21") == true)
  }
}
