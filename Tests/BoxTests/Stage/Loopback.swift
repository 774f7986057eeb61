import Glibc

/// A block of loopback addresses that no other test uses, also none of another run on this machine.
///
/// 127.A.B.1 to 127.A.B.254 are its own: a UDP socket on 127.A.B.1 keeps the claim while it lives.
final class Loopback: Sendable {
  let prefix: String
  private let claim: Int32
  private static let claimPort: UInt16 = 9

  /// - Throws: `NeverHappened` when no block could be claimed, as on a system without 127/8.
  init() throws {
    for _ in 0..<100 {
      let prefix = "127.\(Int.random(in: 16...250)).\(Int.random(in: 1...250))"
      let name = SocketName(prefix + ".1", Self.claimPort)
      let claim = name.socket()
      if name.bind(claim) {
        self.prefix = prefix
        self.claim = claim
        return
      }
      close(claim)
    }
    throw NeverHappened("a free block of loopback addresses")
  }

  deinit { close(claim) }

  func address(_ last: Int) -> String { "\(prefix).\(last)" }

  /// The box on the government network, where carrier and 12345 live.
  var gov: String { address(2) }
  /// The box on the police network.
  var police: String { address(3) }
  var carrier: String { address(10) }
  /// A trunk towards other police desks.
  func policeTrunk(_ number: Int) -> String { address(30 + number) }
  /// Where a seat's phone is: 1001 on .11, 2002 on .22.
  func seat(_ name: String) -> String {
    address((name.hasPrefix("1") ? 10 : 20) + (Int(name.suffix(1)) ?? 0))
  }
}
