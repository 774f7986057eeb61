import Audio
import Glibc
import Media
import Testing

/// A media plane, its peers, and the time that passes: peers that talk send a packet every packet
/// time, and everything that arrives is kept. Conditions are waited for, with a generous deadline.
final class Studio {
  let plane: MediaPlane
  private(set) var peers: [Peer] = []
  private(set) var streams: [String: StreamID] = [:]
  private(set) var notices: [Notice] = []
  /// Packets that peers sent more than half a packet time late, because the machine was busy.
  private(set) var latePackets = 0
  private let wake: [Int32]
  private var due: [Int64] = []
  private var order = 0
  private var token: UInt64 = 0

  init(_ adjust: (inout PlaneConfiguration) -> Void = { _ in }) throws {
    var descriptors: [Int32] = [0, 0]
    try #require(
      socketpair(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &descriptors) == 0
    )
    wake = descriptors
    var configuration = PlaneConfiguration(noticeDescriptor: descriptors[1])
    configuration.capacity = 64
    adjust(&configuration)
    plane = try MediaPlane(configuration)
    try plane.start()
  }

  deinit {
    plane.stop()
    for descriptor in wake { close(descriptor) }
  }

  static let anywhere = StreamConfiguration(
    localAddress: "127.0.0.1", portRange: 30_000...39_999)

  /// A peer with an open and configured stream.
  @discardableResult
  func join(
    _ name: String, tone: Double? = nil, codec: AudioCodec = .pcma, latching: Bool = false,
    family: Int32 = AF_INET, _ adjust: (inout StreamParameters) -> Void = { _ in }
  ) throws -> Peer {
    let peer = Peer(name, tone: tone, family: family)
    peer.codec = codec
    var place = Studio.anywhere
    place.localAddress = peer.boxAddress
    place.latching = latching
    let (id, port) = try plane.open(place)
    peer.boxPort = port
    var parameters = StreamParameters(
      remoteAddress: peer.boxAddress, remotePort: peer.port, codec: codec,
      telephoneEventSendPayloadType: 101, telephoneEventReceivePayloadType: 101)
    adjust(&parameters)
    try plane.update(id, parameters)
    streams[name] = id
    peers.append(peer)
    due.append(Clock.now() + Int64(peers.count) * 3_000)
    return peer
  }

  /// Closes a peer's stream and waits until its ports are free.
  @discardableResult
  func leave(_ name: String) -> StreamStatistics? {
    let id = id(name)
    plane.close(id)
    let closed = wait(for: { if case .closed(id, _) = $0 { true } else { false } })
    if let index = peers.firstIndex(where: { $0.name == name }) {
      peers.remove(at: index)
      due.remove(at: index)
    }
    streams[name] = nil
    guard case .closed(_, let statistics) = closed else { return nil }
    return statistics
  }

  func id(_ name: String) -> StreamID { streams[name]! }

  /// "a: b c" means that a hears b and c.
  @discardableResult
  func hear(_ rows: String..., sounds: [String: Sound] = [:]) -> UInt64 {
    hear(rows, sounds: sounds)
  }

  @discardableResult
  func hear(_ rows: [String], sounds: [String: Sound] = [:]) -> UInt64 {
    token += 1
    plane.hear(
      rows.map { row in
        let parts = row.split(separator: ":", omittingEmptySubsequences: false)
        let voices = parts[1].split(separator: " ").map { id(String($0)) }
        let listener = String(parts[0])
        return Hearing(listener: id(listener), voices: voices, sound: sounds[listener])
      }, token: token)
    return token
  }

  /// Lets time pass until `condition` holds; false when it does not within `seconds`.
  @discardableResult
  func wait(_ seconds: Double = 20, until condition: () -> Bool) -> Bool {
    let deadline = Clock.now() + Int64(seconds * 1_000_000)
    while !condition() {
      if Clock.now() > deadline { return false }
      turn()
    }
    return true
  }

  /// Lets every named peer (none: all) hear `count` more packets of sound.
  @discardableResult
  func hearing(_ count: Int, _ names: String...) -> Bool {
    let listeners = names.isEmpty ? peers : peers.filter { names.contains($0.name) }
    let goals = listeners.map { $0.packets.count + count }
    return wait { zip(listeners, goals).allSatisfy { $0.packets.count >= $1 } }
  }

  /// Waits for `count` packets in a row that a peer gets without the mixer's help: everything is relayed. (A
  /// packet that the machine brings late is made up in the mixer.)
  func relays(_ count: Int, to name: String) -> Bool {
    var mixed = plane.statistics().framesMixed
    var goal = packets(of: name) + count
    return wait {
      let now = plane.statistics().framesMixed
      if now != mixed { (mixed, goal) = (now, packets(of: name) + count) }
      return packets(of: name) >= goal
    }
  }

  private func packets(of name: String) -> Int {
    peers.first { $0.name == name }?.packets.count ?? 0
  }

  /// What the machine did too late so far: packets of peers, ticks of the mixer.
  var late: Int { latePackets + plane.statistics().ticksMissed }

  func wait(for notice: @escaping (Notice) -> Bool) -> Notice? {
    wait { notices.contains(where: notice) }
    return notices.first(where: notice)
  }

  func inForce(_ token: UInt64) -> Bool {
    wait(for: {
      if case .hearingInForce(token, _) = $0 { true } else { false }
    }) != nil
  }

  private func turn() {
    let now = Clock.now()
    for (index, peer) in peers.enumerated() {
      // A peer that was kept waiting goes on from now: phones do not send bursts either.
      if now > due[index] + 200_000 { due[index] = now }
      if now >= due[index] {
        if now > due[index] + 10_000 { latePackets += 1 }
        due[index] += Int64(peer.packetTime) * 1_000
        if peer.talking { peer.speak() }
      }
    }
    let patience = max(0, (due.min() ?? now + 5_000) - Clock.now())
    var polls = peers.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
    polls.append(pollfd(fd: wake[0], events: Int16(POLLIN), revents: 0))
    poll(&polls, UInt(polls.count), Int32(min(patience, 5_000) / 1_000))
    for peer in peers { peer.listen(&order) }
    var bytes = [UInt8](repeating: 0, count: 64)
    while recv(wake[0], &bytes, bytes.count, 0) > 0 {}
    plane.drainNotices { notices.append($0) }
  }
}

/// Plays a scene in a studio of its own and expects that there is nothing to complain of: again, up to eight times in all,
/// while the machine itself was late in it, for after a pause of its own making a packet is another than it would be.
func inTime(
  sourceLocation: SourceLocation = #_sourceLocation, _ play: (Studio) throws -> [String]
) throws {
  var complaints: [String] = []
  for _ in 0..<8 {
    let studio = try Studio()
    complaints = try play(studio)
    if complaints.isEmpty || studio.late == 0 { break }
  }
  #expect(complaints.isEmpty, sourceLocation: sourceLocation)
}

/// Whether the packets are one stream: one SSRC, each sequence number one more than the last, each
/// timestamp a packet (or a true pause) later. A packet may be half of one: the rest of what the mixer had played in part.
func expectContinuous(
  _ packets: [Peer.Packet], samples: UInt32 = 160,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(Set(packets.map(\.source)).count == 1, sourceLocation: sourceLocation)
  let whole = packets.map(\.payload.count).max() ?? 0
  for (last, next) in zip(packets, packets.dropFirst()) {
    #expect(next.sequence == last.sequence &+ 1, sourceLocation: sourceLocation)
    let step = next.timestamp &- last.timestamp
    let isWhole = step % samples == 0 || 2 * last.payload.count == whole && 2 * step == samples
    #expect(
      step > 0 && isWhole && step <= samples * 50,
      "timestamp step \(step)", sourceLocation: sourceLocation)
  }
}
