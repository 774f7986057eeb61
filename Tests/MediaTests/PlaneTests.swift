import Audio
import Glibc
import Media
import Testing

@Suite(.serialized) struct PlaneTests {
  @Test func aThousandStreamsLeaveNothingBehind() throws {
    let studio = try Studio { $0.capacity = 1_024 }
    for round in 0..<2 {
      var ids: [StreamID] = []
      var ports: Set<UInt16> = []
      for _ in 0..<1_000 {
        let (id, port) = try studio.plane.open(Studio.anywhere)
        try studio.plane.update(id, StreamParameters(remoteAddress: "127.0.0.1", remotePort: 9))
        ids.append(id)
        ports.insert(port)
      }
      #expect(ports.count == 1_000)
      #expect(ports.allSatisfy { $0 % 2 == 0 })
      #expect(studio.plane.statistics().streams == 1_000)
      studio.plane.hear(
        ids.map { Hearing(listener: $0, voices: ids.suffix(3), sound: Sound(loop: .music)) },
        token: 1_000)
      for id in ids { studio.plane.close(id) }
      #expect(
        studio.wait {
          studio.notices.filter { if case .closed = $0 { true } else { false } }.count
            == 1_000 * (round + 1)
        })
      #expect(studio.plane.statistics().streams == 0)
      #expect(studio.plane.statistics().overflows == 0)
    }
    // Every socket of the streams is closed: a range of 1,000 pairs can be bound again, all of it.
    let place = StreamConfiguration(localAddress: "127.0.0.8", portRange: 41_000...42_999)
    for _ in 0..<2 {
      let ids = try (0..<1_000).map { _ in try studio.plane.open(place).id }
      #expect(throws: MediaError.self) { try studio.plane.open(place) }
      for id in ids { studio.plane.close(id) }
      #expect(studio.wait { studio.plane.statistics().streams == 0 })
    }
  }

  @Test func aRangeWithoutFreePortsSaysSo() throws {
    let studio = try Studio()
    let place = StreamConfiguration(localAddress: "127.0.0.9", portRange: 40_001...40_006)
    let first = try studio.plane.open(place)
    let second = try studio.plane.open(place)
    #expect(Set([first.port, second.port]) == [40_002, 40_004])
    #expect(throws: MediaError.portsExhausted(address: "127.0.0.9", range: 40_001...40_006)) {
      try studio.plane.open(place)
    }
    studio.plane.close(first.id)
    #expect(studio.wait { !studio.notices.isEmpty })
    #expect(try studio.plane.open(place).port == first.port)
  }

  @Test func whatCannotBeIsRefusedByName() throws {
    let studio = try Studio { $0.capacity = 1 }
    #expect(throws: MediaError.address("somewhere", reason: "expected an IPv4 or IPv6 address")) {
      try studio.plane.open(
        StreamConfiguration(localAddress: "somewhere", portRange: 30_000...30_100))
    }
    #expect(throws: MediaError.self) {
      try studio.plane.open(
        StreamConfiguration(localAddress: "192.0.2.1", portRange: 30_000...30_100))
    }
    let (id, _) = try studio.plane.open(Studio.anywhere)
    #expect(throws: MediaError.streamsExhausted(capacity: 1)) {
      try studio.plane.open(Studio.anywhere)
    }
    #expect(throws: MediaError.self) {
      try studio.plane.update(id, StreamParameters(remoteAddress: "host", remotePort: 1))
    }
    #expect(throws: MediaError.self) {
      var parameters = StreamParameters(remoteAddress: "127.0.0.1", remotePort: 1)
      parameters.packetTimeOut = 25
      try studio.plane.update(id, parameters)
    }
  }

  @Test func namesAreNotUsedAgain() throws {
    let studio = try Studio { $0.capacity = 1 }
    var seen: Set<StreamID> = []
    for _ in 0..<20 {
      let (id, _) = try studio.plane.open(Studio.anywhere)
      #expect(seen.insert(id).inserted)
      studio.plane.close(id)
      #expect(studio.wait(for: { if case .closed(id, _) = $0 { true } else { false } }) != nil)
    }
  }

  @Test func theClockTicksAndItsDelaysAreCounted() throws {
    let studio = try Studio()
    #expect(studio.wait { studio.plane.statistics().ticks > 10 })
    let statistics = studio.plane.statistics()
    let lateness = statistics.lateness
    #expect(lateness.ticks >= statistics.ticks, "each is counted before it does its work")
    #expect(lateness.percentile(50) <= lateness.percentile(99))
    #expect(lateness.percentile(100) == lateness.worst)
    if geteuid() == 0 { #expect(statistics.realTime) }
  }
}
