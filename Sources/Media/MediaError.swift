/// Why the media plane cannot do what it was asked to.
package enum MediaError: Error, Equatable, CustomStringConvertible {
  /// Every RTP port of a network is taken.
  case portsExhausted(address: String, range: ClosedRange<UInt16>)
  /// All streams that the plane was made for are open.
  case streamsExhausted(capacity: Int)
  /// Not an IPv4 or IPv6 literal, or not an address of this machine.
  case address(String, reason: String)
  /// The system refused: what was being done and errno's sentence.
  case system(doing: String, reason: String)
  /// The stream is closed or never was.
  case noSuchStream(StreamID)
  /// Something about the parameters cannot be: which, and what is expected.
  case parameters(String)

  package var description: String {
    switch self {
    case .portsExhausted(let address, let range):
      "all RTP ports of \(address) are taken (\(range.lowerBound)-\(range.upperBound))"
    case .streamsExhausted(let capacity): "all \(capacity) streams are open"
    case .address(let address, let reason): "cannot use address \(address): \(reason)"
    case .system(let doing, let reason): "\(doing): \(reason)"
    case .noSuchStream(let id): "no stream \(id.rawValue)"
    case .parameters(let what): what
    }
  }
}
