import Glibc

/// A peer that takes every packet and never says a word, as a phone that hangs.
final class SilentPeer: Sendable {
  private let descriptor: Int32

  init(at address: String, port: UInt16 = 5060) throws {
    let name = SocketName(address, port)
    descriptor = name.socket()
    guard name.bind(descriptor) else {
      close(descriptor)
      throw NeverHappened("a silent peer bound at \(address):\(port)")
    }
  }

  deinit { close(descriptor) }
}
