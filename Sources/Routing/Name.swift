/// The name of one kind of thing in a site: a seat's name is never taken for a trunk's.
///
/// Names are compared as written; the site file allows letters, digits, `.`, `_` and `-`.
package struct Name<Kind>: Hashable, Comparable, Sendable {
  /// The name as the site file spells it.
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func < (left: Name, right: Name) -> Bool { left.text < right.text }
}

extension Name: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}

extension Name: CustomStringConvertible {
  package var description: String { text }
}

extension Name: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// A place where an agent answers.
package typealias SeatName = Name<Seat>
/// A desk that answers for a kind of matter: `12345`, `110`.
package typealias PlatformName = Name<Platform>
/// An ordered set of seats or trunk addresses.
package typealias GroupName = Name<Group>
/// A SIP peer that carries many calls.
package typealias TrunkName = Name<Trunk>
/// One of the networks that the box stands between.
package typealias NetworkName = Name<Network>

/// The desks of a site; only their names matter to routing.
package enum Platform {}
/// The networks of a site; only their names matter to routing.
package enum Network {}
