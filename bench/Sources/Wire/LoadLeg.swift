internal import Glibc

/// One of many dialogs: its names, and a voice that is nothing but packets with the time in them.
final class LoadLeg {
  let id: String
  let rtp: UDPSocket
  let tag = "l\(UInt32.random(in: 0...UInt32.max))"
  var user = ""
  var local = ""
  var remote = ""
  var target = ""
  var media: Endpoint? { didSet { name = media?.raw } }
  /// Whether the peer called the box, and not the box the peer.
  var isOurs = false
  var isUp = false
  var isOver: Bool { overSince != nil }
  /// Monotonic nanoseconds of its end.
  private(set) var overSince: Int64?
  /// Which side said BYE.
  var hasHungUp = false
  var wasHungUpOn = false
  private(set) var sent = 0
  private(set) var received = 0
  private var name: sockaddr_in?
  private var packet = [UInt8](repeating: 0xD5, count: 172)
  private let source = UInt32.random(in: 1...UInt32.max)

  init(id: String, rtp: UDPSocket) {
    self.id = id
    self.rtp = rtp
  }

  func end() { if overSince == nil { overSince = Time.mono() } }

  /// Sends the next 20 ms; the first bytes of the sound are the time.
  func speak() {
    guard let name else { return }
    let sequence = UInt16(truncatingIfNeeded: sent)
    let timestamp = UInt32(truncatingIfNeeded: sent &* 160)
    packet[0] = 0x80
    packet[1] = 8
    packet[2] = UInt8(sequence >> 8)
    packet[3] = UInt8(sequence & 255)
    for i in 0..<4 {
      packet[4 + i] = UInt8(truncatingIfNeeded: timestamp >> UInt32(24 - 8 * i))
      packet[8 + i] = UInt8(truncatingIfNeeded: source >> UInt32(24 - 8 * i))
    }
    let now = UInt64(Time.wall())
    for i in 0..<8 { packet[12 + i] = UInt8(truncatingIfNeeded: now >> UInt64(56 - 8 * i)) }
    rtp.send(packet, to: name)
    sent += 1
  }

  /// Counts what came; `delay` gets the milliseconds of every 16th packet's way where the sound
  /// is as it was sent.
  ///
  /// - Parameter limit: how many packets to look at; asking in vain for one more costs a quarter of the sender's time.
  func listen(atMost limit: Int = .max, _ delay: (Double) -> Void) {
    rtp.drain(atMost: limit) { bytes, at in
      guard bytes.count == 172 else { return }
      received += 1
      guard received & 15 == 0 else { return }
      let sent = (0..<8).reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[12 + $1]) }
      // What is no moment may be any number.
      let way = Double(at &- Int64(truncatingIfNeeded: sent)) / 1e6
      if way > 0, way < 10_000 { delay(way) }
    }
  }

  func forget() { (sent, received) = (sent, 0) }
}
