/// Gives out the RTP ports of a network in turn, so that a port rests as long as possible before it
/// is used again and late packets of a call do not meet the next one.
struct PortAllocator {
  private struct Network: Hashable {
    let address: String
    let range: ClosedRange<UInt16>
  }

  private var next: [Network: Int] = [:]
  private var taken: [String: Set<UInt16>] = [:]

  /// Binds the next free pair of the configuration's range.
  mutating func bind(_ configuration: StreamConfiguration) throws(MediaError) -> SocketPair {
    let range = configuration.portRange
    let address = configuration.localAddress
    let first = Int(range.lowerBound) + Int(range.lowerBound) % 2
    let pairs = (Int(range.upperBound) - first + 1) / 2
    let network = Network(address: address, range: range)
    let start = next[network, default: 0]
    for turn in 0..<max(0, pairs) {
      let index = (start + turn) % pairs
      let port = UInt16(first + 2 * index)
      if taken[address, default: []].contains(port) { continue }
      switch SocketPair.bind(address, port: port) {
      case .bound(let sockets):
        taken[address, default: []].insert(port)
        next[network] = index + 1
        return sockets
      case .taken: continue
      case .failed(let error): throw error
      }
    }
    throw .portsExhausted(address: address, range: range)
  }

  /// Closes a pair and makes its ports free.
  mutating func release(_ sockets: SocketPair, _ configuration: StreamConfiguration) {
    sockets.close()
    taken[configuration.localAddress]?.remove(sockets.port)
  }
}
