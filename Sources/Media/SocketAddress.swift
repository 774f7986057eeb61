internal import Glibc

/// An IPv4 or IPv6 address with a port, laid out as `sockaddr_in` or `sockaddr_in6`, so that a
/// pointer to it is what the socket calls want.
///
/// Words instead of the C structs, because real-time code compares them for every packet.
struct SocketAddress: BitwiseCopyable {
  /// Family, port (network order), then the IPv4 address or the IPv6 flow label.
  private var first: UInt64 = 0
  /// The IPv6 address; 0 for IPv4.
  private var high: UInt64 = 0
  private var low: UInt64 = 0
  /// The IPv6 scope.
  private var scope: UInt32 = 0

  /// No address.
  @_noLocks @_noAllocation
  init() {}

  /// The address written as `literal`; nil when it is no IPv4 or IPv6 literal.
  init?(_ literal: String, port: UInt16) {
    var address = SocketAddress()
    let parsed = withUnsafeMutableBytes(of: &address) { bytes -> Bool in
      guard let base = bytes.baseAddress else { return false }
      bytes.storeBytes(of: port.bigEndian, toByteOffset: 2, as: UInt16.self)
      if inet_pton(AF_INET, literal, base + 4) == 1 {
        bytes.storeBytes(of: UInt16(AF_INET), as: UInt16.self)
        return true
      }
      let bare = literal.prefix { $0 != "%" }
      guard inet_pton(AF_INET6, String(bare), base + 8) == 1 else { return false }
      bytes.storeBytes(of: UInt16(AF_INET6), as: UInt16.self)
      if bare.endIndex != literal.endIndex {
        let interface = if_nametoindex(String(literal[literal.index(after: bare.endIndex)...]))
        bytes.storeBytes(of: interface, toByteOffset: 24, as: UInt32.self)
      }
      return true
    }
    guard parsed else { return nil }
    self = address
  }

  /// AF_INET, AF_INET6, or 0 for no address.
  var family: Int32 {
    @_noLocks @_noAllocation get { Int32(first & 0xFFFF) }
  }

  /// The port; 0 when there is none.
  var port: UInt16 {
    @_noLocks @_noAllocation get { UInt16(truncatingIfNeeded: first >> 16).byteSwapped }
  }

  /// The same address with the port after this one: where RTCP lives (RFC 3550, 11).
  @_noLocks @_noAllocation
  func nextPort() -> SocketAddress {
    var next = self
    next.first = first & ~0xFFFF_0000 | UInt64((port &+ 1).byteSwapped) << 16
    return next
  }

  /// Whether packets can be sent there: an address and port that are not "none".
  var isReachable: Bool {
    @_noLocks @_noAllocation get {
      if port == 0 { return false }
      if family == 2 { return first >> 32 != 0 }
      return family != 0 && (high != 0 || low != 0)
    }
  }

  /// The length of the C structure.
  var length: UInt32 {
    @_noLocks @_noAllocation get { family == 2 ? 16 : 28 }
  }

  /// Whether both are the same address and port; IPv6 flow label and scope do not count.
  @_noLocks @_noAllocation
  func matches(_ other: SocketAddress) -> Bool {
    if family == 2 { return first == other.first }
    return UInt32(truncatingIfNeeded: first) == UInt32(truncatingIfNeeded: other.first)
      && high == other.high && low == other.low
  }
}
