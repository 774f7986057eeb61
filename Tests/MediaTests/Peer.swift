import Audio
import Glibc
import Media

/// A phone as far as media goes: one UDP socket on the loopback that sends a tone and keeps what it
/// gets, parsed by code of its own.
final class Peer {
  struct Packet {
    let payloadType: UInt8
    let marker: Bool
    let sequence: UInt16
    let timestamp: UInt32
    let source: UInt32
    let payload: [UInt8]
    /// The place in the order in which the studio took packets from all sockets.
    let order: Int
  }

  let name: String
  let socket: Int32
  let port: UInt16
  let family: Int32
  var codec = AudioCodec.pcma { didSet { if codec != oldValue { coder = PeerCodec(codec) } } }
  private var coder = PeerCodec(.pcma)
  /// The payload type under which it sends and hears its codec.
  var payloadType: UInt8 { otherPayloadType ?? codec.usualPayloadType }
  var otherPayloadType: UInt8?
  /// The hertz that it says; nil: it sends packets of silence.
  var tone: Double?
  /// The peak of its tone.
  var amplitude = 6_000.0
  /// Whether it sends at all.
  var talking = true
  var packetTime = 20
  /// What it sends instead of a tone: called with the number of the packet.
  var script: ((Int) -> [UInt8])?
  /// The key that it holds down: its event, for how many more packets, and since when.
  private var key: (event: UInt8, left: Int, since: UInt32)?
  /// Packets with these numbers are not sent.
  var drops: (Int) -> Bool = { _ in false }
  private(set) var packets: [Packet] = []
  private(set) var sent = 0
  private(set) var sequence: UInt16 = .random(in: 0...UInt16.max)
  private(set) var timestamp: UInt32 = .random(in: 0...UInt32.max)
  var source = UInt32.random(in: 1...UInt32.max)
  var boxPort: UInt16 = 0
  var boxAddress = "127.0.0.1"
  private var phase = 0

  init(_ name: String, tone: Double? = nil, family: Int32 = AF_INET) {
    self.name = name
    self.tone = tone
    self.family = family
    socket = Glibc.socket(family, Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
    port = Peer.bind(socket, family)
    if family == AF_INET6 { boxAddress = "::1" }
  }

  deinit { close(socket) }

  /// Sends one packet of sound, as every packet time.
  func speak() {
    let count = packetTime * coder.rate / 1_000
    let ticks = UInt32(packetTime) * codec.ticksPerMillisecond
    if let key {
      let held = timestamp &- key.since &+ ticks
      for _ in 0..<(key.left == 1 ? 3 : 1) {
        press(key.event, duration: UInt16(held), end: key.left == 1, at: key.since)
      }
      timestamp &+= ticks
      self.key = key.left > 1 ? (key.event, key.left - 1, key.since) : nil
      return
    }
    let payload: [UInt8]
    if let script {
      payload = script(sent)
    } else {
      let samples = (0..<count).map { i -> Int16 in
        guard let tone else { return 0 }
        return Levels.clipped(
          amplitude * sin(2 * Double.pi * tone * Double(phase + i) / Double(coder.rate)))
      }
      payload = coder.encode(samples)
    }
    phase += count
    if !drops(sent) {
      send(rtp(type: payloadType, marker: sent == 0, timestamp, payload))
    }
    sequence &+= 1
    timestamp &+= ticks
    sent += 1
  }

  /// Holds a key down for `count` packet times, instead of speaking.
  func hold(_ event: UInt8, packets count: Int) { key = (event, count, timestamp) }

  /// Sends one packet of an RFC 4733 event; `begins` packets share a timestamp.
  func press(_ event: UInt8, type: UInt8 = 101, duration: UInt16, end: Bool, at: UInt32) {
    let payload = [event, end ? 0x8A : 0x0A, UInt8(duration >> 8), UInt8(duration & 0xFF)]
    send(rtp(type: type, marker: false, at, payload))
    sequence &+= 1
  }

  /// A packet made by hand was sent under the number that is next.
  func skipSequence() { sequence &+= 1 }

  /// Lets time pass without sending, as a phone does while a key is down.
  func skip(samples: UInt32) { timestamp &+= samples }

  func rtp(type: UInt8, marker: Bool, _ timestamp: UInt32, _ payload: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x80, type | (marker ? 0x80 : 0)]
    bytes += [UInt8(sequence >> 8), UInt8(sequence & 0xFF)]
    for word in [timestamp, source] {
      bytes += (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) }
    }
    return bytes + payload
  }

  /// Sends any bytes to the box's RTP port.
  func send(_ bytes: [UInt8]) {
    if family == AF_INET {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = boxPort.bigEndian
      inet_pton(AF_INET, boxAddress, &address.sin_addr)
      Peer.send(socket, bytes, &address)
    } else {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = boxPort.bigEndian
      inet_pton(AF_INET6, boxAddress, &address.sin6_addr)
      Peer.send(socket, bytes, &address)
    }
  }

  /// Takes what has arrived.
  func listen(_ order: inout Int) {
    var buffer = [UInt8](repeating: 0, count: 2_048)
    while true {
      let length = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if length < 12 { return }
      func word(_ at: Int) -> UInt32 { buffer[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) } }
      packets.append(
        Packet(
          payloadType: buffer[1] & 0x7F, marker: buffer[1] & 0x80 != 0,
          sequence: UInt16(buffer[2]) << 8 | UInt16(buffer[3]), timestamp: word(4),
          source: word(8), payload: Array(buffer[12..<length]), order: order))
      order += 1
    }
  }

  /// Forgets what was heard so far.
  func forget() { packets = [] }

  /// What it heard in its last `count` packets of sound, as samples.
  ///
  /// - Parameter time: of its packets, in milliseconds; nil: as long as those that it sends.
  func heard(last count: Int, packetsOf time: Int? = nil) -> [Int16] {
    let sound = packets.filter { $0.payloadType == payloadType }
    // What remembers is given a few packets more to find into the sound.
    let before = codec.law == nil ? min(sound.count, count + 5) : min(sound.count, count)
    let reader = PeerCodec(codec)
    let samples = reader.decode(sound.suffix(before).map(\.payload))
    return Array(samples.suffix(count * (time ?? packetTime) * coder.rate / 1_000))
  }

  /// The amplitude of a tone in its last `count` packets.
  func hears(_ frequency: Double, last count: Int = 25, packetsOf time: Int? = nil) -> Double {
    Goertzel.amplitude(
      of: frequency, in: heard(last: count, packetsOf: time), rate: Double(coder.rate))
  }

  private static func send<Address>(_ socket: Int32, _ bytes: [UInt8], _ address: inout Address) {
    let length = socklen_t(MemoryLayout<Address>.size)
    withUnsafePointer(to: &address) {
      UnsafeRawPointer($0).withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(socket, bytes, bytes.count, 0, $0, length)
      }
    }
  }

  /// Binds to any loopback port and returns it.
  private static func bind(_ socket: Int32, _ family: Int32) -> UInt16 {
    var storage = sockaddr_in6()
    var length = socklen_t(family == AF_INET ? 16 : 28)
    return withUnsafeMutablePointer(to: &storage) { pointer in
      let raw = UnsafeMutableRawPointer(pointer)
      if family == AF_INET {
        raw.storeBytes(of: sa_family_t(AF_INET), as: sa_family_t.self)
        raw.storeBytes(of: UInt32(0x7F00_0001).bigEndian, toByteOffset: 4, as: UInt32.self)
      } else {
        pointer.pointee.sin6_family = sa_family_t(AF_INET6)
        inet_pton(AF_INET6, "::1", &pointer.pointee.sin6_addr)
      }
      let address = raw.assumingMemoryBound(to: sockaddr.self)
      guard Glibc.bind(socket, address, length) == 0, getsockname(socket, address, &length) == 0
      else { fatalError("cannot bind a peer: \(String(cString: strerror(errno)))") }
      return UInt16(bigEndian: raw.load(fromByteOffset: 2, as: UInt16.self))
    }
  }
}
