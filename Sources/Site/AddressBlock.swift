/// A block of addresses with a common beginning (CIDR, RFC 4632).
package struct AddressBlock: Hashable, Sendable {
  /// The first address; all bits behind the prefix are zero.
  package let base: IPAddress
  /// 0 to 32, or 0 to 128 for IPv6.
  package let prefixLength: Int

  /// The block of that length that `address` lies in.
  init(around address: IPAddress, prefixLength: Int) {
    var bytes = address.bytes
    for index in bytes.indices {
      let kept = min(max(prefixLength - index * 8, 0), 8)
      bytes[index] &= UInt8(truncatingIfNeeded: 0xff << (8 - kept))
    }
    base = IPAddress(family: address.family, bytes: bytes)
    self.prefixLength = prefixLength
  }

  /// Whether `address` lies in the block; never across address families.
  package func contains(_ address: IPAddress) -> Bool {
    address.family == base.family
      && AddressBlock(around: address, prefixLength: prefixLength).base == base
  }
}

extension AddressBlock: CustomStringConvertible {
  package var description: String { "\(base)/\(prefixLength)" }
}
