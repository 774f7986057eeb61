import Foundation
import Routing
import Site
import Testing

@Suite struct SiteTimeTests {
  @Test(arguments: [
    ("Asia/Shanghai", 1_627_747_199.9, "2021-07-31 23:59:59"),
    ("Asia/Shanghai", 1_627_747_200.0, "2021-08-01 00:00:00"),
    // The night in which New York goes back an hour has the same time twice.
    ("America/New_York", 1_636_263_000.0, "2021-11-07 01:30:00"),
    ("America/New_York", 1_636_266_600.0, "2021-11-07 01:30:00"),
    ("Asia/Kathmandu", 1_627_747_200.0, "2021-07-31 21:45:00"),
  ]) func aMomentIsWhatTheZoneShows(zone: String, seconds: Double, shown: String) throws {
    let zone = try #require(TimeZone(identifier: zone))
    #expect(CivilTime(Date(timeIntervalSince1970: seconds), in: zone).description == shown)
  }
}
