/// Everything that a route depends on; the same request has the same plan.
package struct RouteRequest: Hashable, Sendable {
  package let destination: Destination
  package let origin: Origin
  /// What the site's clocks show.
  package let time: CivilTime

  package init(_ destination: Destination, from origin: Origin, at time: CivilTime) {
    self.destination = destination
    self.origin = origin
    self.time = time
  }

  /// Who asks.
  package enum Origin: Hashable, Sendable {
    /// Somebody outside who dialled.
    case citizen
    /// An agent with a key, a REFER or a call, of this desk where it is known.
    case agent(PlatformName?)
  }
}
