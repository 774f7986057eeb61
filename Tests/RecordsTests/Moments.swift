import Testing

@testable import Records

/// The three forms of each moment in a record's line, wherever it stands.
enum Moments {
  /// Holds them against each other.
  ///
  /// - Parameter start: the call's, microseconds since 1970.
  static func check(_ value: JSONValue, start: Int64) throws {
    switch value {
    case .array(let parts): for part in parts { try check(part, start: start) }
    case .object(let members):
      for member in members {
        try check(member.value, start: start)
        guard member.key.hasSuffix("_us") else { continue }
        let name = String(member.key.dropLast(3))
        let microseconds = member.value.integer
        let milliseconds = value[key: name + "_ms"]
        if members.contains(where: { $0.key == name + "_ms" }) {
          #expect(milliseconds.integer == microseconds.map { $0 / 1000 }, "\(name)")
        }
        if name != "start", members.contains(where: { $0.key == name }) {
          let wall = value[key: name].plain.flatMap { SiteTime.moment(of: $0) }
          #expect(wall == microseconds.map { start + $0 }, "\(name)")
        }
      }
    default: break
    }
  }
}
