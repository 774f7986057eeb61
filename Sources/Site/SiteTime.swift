package import Foundation
package import Routing

extension CivilTime {
  /// What clocks and calendars of a time zone show at a moment.
  package init(_ moment: Date, in zone: TimeZone) {
    let seconds = Int(moment.timeIntervalSince1970.rounded(.down))
    self.init(secondsSince1970: seconds + zone.secondsFromGMT(for: moment))
  }
}
