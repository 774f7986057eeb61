internal import CPJSIP
internal import Routing

/// A configuration that has been read and checked, ready to take the place of the one in force.
package struct LineChange: Sendable {
  let configuration: LineConfiguration
  let peers: Peers
  let allow: [NetworkName: [AddressRange]]

  /// Checks it, on any thread.
  ///
  /// - Throws: `LineError` with what cannot be used.
  package init(to configuration: LineConfiguration) throws {
    self.configuration = configuration
    peers = try Peers(configuration)
    var allow: [NetworkName: [AddressRange]] = [:]
    for network in configuration.networks { allow[network.name] = try network.allowedRanges() }
    self.allow = allow
  }
}

/// Change without dropping calls.
extension Line {
  /// Goes over to other trunks, seats and address ranges; listeners stay as they are.
  ///
  /// Dialogs that are up go on, also those of a trunk or seat that is no more. Trunks that did not
  /// change keep their registration and what is known of their life; seats that did not change
  /// keep theirs. What a seat's phone loses is told by `seatReachable`.
  package func reconfigure(_ change: LineChange) {
    let before = (trunks: peers.trunks, seats: peers.seats)
    adopt(change)
    for network in networks.values {
      network.allow(change.allow[network.name] ?? [], elseFinish: !legs.isEmpty)
    }
    for trunk in before.trunks.values { leave(trunk, for: peers.trunks[trunk.name]) }
    for trunk in configuration.trunks { enter(trunk, after: before.trunks[trunk.name]) }
    for seat in bindings.keys.sorted() {
      guard let old = before.seats[seat], let new = peers.seats[seat],
        old.password == new.password, old.network == new.network, new.contact == nil
      else {
        unbind(seat)
        continue
      }
    }
  }

  /// Gives up what a trunk no longer wants.
  private func leave(_ old: TrunkConfiguration, for new: TrunkConfiguration?) {
    if old.registrationTerms != new?.registrationTerms {
      // The same binding registered anew must not be overtaken by its own end.
      let isElsewhere =
        old.peer != new?.peer || old.credentials?.username != new?.credentials?.username
        || new?.registerExpires == nil
      endRegistration(of: old.name, takingItBack: isElsewhere)
    }
    if old.pingTerms != new?.pingTerms { stopPings(of: old.name) }
  }

  /// Begins what a trunk did not want before.
  private func enter(_ new: TrunkConfiguration, after old: TrunkConfiguration?) {
    if new.registrationTerms != old?.registrationTerms {
      do { try startRegistration(of: new) } catch {
        emit(.registration(new.name, status: 500, registered: false))
      }
    }
    if new.pingTerms != old?.pingTerms, new.qualify != nil { ping(new.name) }
  }
}

extension TrunkConfiguration {
  /// What a registration depends on; another value needs another registration.
  fileprivate var registrationTerms: TrunkConfiguration? {
    guard registerExpires != nil else { return nil }
    var terms = TrunkConfiguration(name: name, network: network, peer: peer)
    terms.credentials = credentials
    terms.registerExpires = registerExpires
    return terms
  }

  /// What an OPTIONS now and then depends on.
  fileprivate var pingTerms: TrunkConfiguration? {
    guard qualify != nil else { return nil }
    var terms = TrunkConfiguration(name: name, network: network, peer: peer)
    terms.qualify = qualify
    return terms
  }
}
