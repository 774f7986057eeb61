import Testing

@testable import Media

@Suite struct HeaderTests {
  func parse(_ bytes: [UInt8]) -> RTPHeader? { RTPHeader(bytes, length: bytes.count) }

  func packet(
    _ sequence: UInt16, _ timestamp: UInt32, source: UInt32 = 7, marker: Bool = false
  ) -> RTPHeader {
    RTPHeader(
      payloadType: 8, marker: marker, sequence: sequence, timestamp: timestamp, source: source,
      payloadLength: 160)
  }

  @Test func contributingSourcesExtensionAndPaddingAreSteppedOver() throws {
    let fixed: [UInt8] = [0, 5, 0, 0, 0, 9, 0, 0, 0, 7]
    let plain = try #require(parse([0x80, 0x88] + fixed + [1, 2, 3]))
    #expect(plain.payloadType == 8 && plain.marker && plain.sequence == 5)
    #expect(plain.timestamp == 9 && plain.source == 7)
    #expect(plain.payloadOffset == 12 && plain.payloadLength == 3)
    let full = try #require(
      parse(
        [0xB1, 0x08] + fixed + [0, 0, 0, 1] + [0xBE, 0xDE, 0, 1, 1, 2, 3, 4] + [9, 9, 0, 2]))
    #expect(full.payloadOffset == 24 && full.payloadLength == 2)
  }

  @Test func everyHeaderThatIsWrittenIsRead() throws {
    let header = packet(65_535, 0xFFFF_FF00, source: 0xDEAD_BEEF, marker: true)
    var bytes = [UInt8](repeating: 0xEE, count: 172)
    header.write(&bytes)
    let read = try #require(parse(bytes))
    #expect(read.sequence == 65_535 && read.timestamp == 0xFFFF_FF00)
    #expect(read.source == 0xDEAD_BEEF && read.marker && read.payloadLength == 160)
  }

  @Test func relayedNumbersMoveByAConstantAndSurviveWrapping() throws {
    var out = OutgoingStream(source: 1, sequence: 65_530, timestamp: 0xFFFF_FE00)
    var last: RTPHeader?
    for i in 0..<2_000 {
      let incoming = packet(UInt16(truncatingIfNeeded: 65_000 + i), UInt32(i) &* 160)
      let relayed = out.nextRelayed(
        incoming, from: 3, samples: 160, payloadType: 8, now: Int64(i + 1) * 20_000)
      let moved = try #require(relayed)
      if let last {
        #expect(moved.sequence == last.sequence &+ 1)
        #expect(moved.timestamp == last.timestamp &+ 160)
        #expect(!moved.marker)
      } else {
        #expect(moved.sequence == 65_531 && moved.marker)
      }
      last = moved
    }
  }

  @Test func aReorderedPacketKeepsItsPlaceButNotOneFromBeforeTheChange() throws {
    var out = OutgoingStream(source: 1, sequence: 99, timestamp: 0)
    func relay(_ sequence: UInt16, slot: UInt16 = 3) -> UInt16? {
      out.nextRelayed(
        packet(sequence, UInt32(sequence) * 160, source: UInt32(slot)), from: slot, samples: 160,
        payloadType: 8, now: 20_000)?.sequence
    }
    #expect(relay(500) == 100)
    #expect(relay(502) == 102)
    #expect(relay(501) == 101)
    #expect(relay(503) == 103)
    #expect(relay(499) == nil)
    #expect(relay(70, slot: 4) == 104)
  }

  @Test func aLeapOfTheSourceDoesNotReachTheListener() throws {
    var out = OutgoingStream(source: 1, sequence: 10, timestamp: 1_000)
    _ = out.nextRelayed(packet(1, 0), from: 3, samples: 160, payloadType: 8, now: 20_000)
    let relayed = out.nextRelayed(
      packet(30_000, 99_999_999), from: 3, samples: 160, payloadType: 8, now: 40_000)
    let moved = try #require(relayed)
    #expect(moved.sequence == 12 && moved.marker)
    #expect(moved.timestamp == 1_160)
  }

  @Test func onlyATruePauseShowsInTheTimestamps() {
    var out = OutgoingStream(source: 1, sequence: 0, timestamp: 0)
    _ = out.nextMixed(samples: 160, payloadType: 8, now: 1_000_000)
    let late = out.nextMixed(samples: 160, payloadType: 8, now: 1_055_000)
    #expect(late.timestamp == 160 && !late.marker)
    let pause = out.nextMixed(samples: 160, payloadType: 8, now: 1_255_000)
    #expect(pause.timestamp == 160 + 10 * 160 && pause.marker && pause.sequence == 3)
  }

  @Test func keysAreToldApartByTimestampAlone() throws {
    var detector = TelephoneEventDetector()
    func isNew(_ event: UInt8, _ timestamp: UInt32, _ duration: UInt16, end: Bool = false) -> Bool {
      let bytes = [event, end ? 0x80 : 0, UInt8(duration >> 8), UInt8(duration & 0xFF)]
      return detector.isNew(TelephoneEvent(bytes, length: 4)!, packet(0, timestamp))
    }
    #expect(isNew(5, 1_000, 160))
    #expect(!isNew(5, 1_000, 320))
    #expect(!isNew(5, 1_000, 320, end: true))
    #expect(isNew(5, 2_000, 160, end: true), "only its last packet arrived")
    #expect(!isNew(5, 1_000, 320, end: true), "late")
    #expect(isNew(6, 3_000, 65_535))
    #expect(!isNew(6, 3_000 + 65_535, 160), "the next segment of a key that is held for long")
    #expect(!isNew(6, 3_000 + 65_535, 320, end: true))
    #expect(isNew(6, 90_000, 160))
    #expect(TelephoneEvent([1, 2, 3], length: 3) == nil)
    #expect(
      (0..<16).compactMap { TelephoneEvent.character($0) }.map(String.init).joined()
        == "0123456789*#ABCD")
    #expect(TelephoneEvent.character(16) == nil)
  }

  @Test func aStreamLatchesOnceAndOnlyInItsFirstSecond() throws {
    let signalled = try #require(SocketAddress("192.0.2.1", port: 4_000))
    let other = try #require(SocketAddress("192.0.2.9", port: 4_000))
    let third = try #require(SocketAddress("192.0.2.9", port: 4_002))
    var strict = SourceFilter()
    strict.signal(signalled, latching: false, now: 0)
    #expect(strict.accepts(other, now: 10) == false)
    #expect(strict.accepts(signalled, now: 10) == true)
    var open = SourceFilter()
    #expect(open.accepts(other, now: 0) == false, "nothing signalled yet")
    open.signal(signalled, latching: true, now: 0)
    #expect(open.accepts(other, now: 999_999) == true)
    #expect(open.accepts(third, now: 999_999) == false)
    open.signal(signalled, latching: true, now: 1_500_000)
    #expect(open.accepts(other, now: 1_600_000) == true, "the same again does not undo it")
    open.signal(third, latching: true, now: 2_000_000)
    #expect(open.accepts(other, now: 3_000_001) == false, "too late")
    #expect(open.accepts(third, now: 9_000_000) == true)
  }

  @Test func lossAndJitterAreCountedAsTheRFCSays() {
    var statistics = ReceptionStatistics()
    for i in 0..<100 where i % 10 != 5 {
      statistics.count(
        packet(UInt16(truncatingIfNeeded: 65_500 + i), UInt32(i) * 160), now: Int64(i) * 20_000)
    }
    #expect(statistics.lost == 10)
    #expect(statistics.jitter == 0)
    #expect(statistics.fractionLostSinceReport() == 25)
    #expect(statistics.fractionLostSinceReport() == 0)
    for i in 0..<400 {
      let shake: Int64 = i % 2 == 0 ? 0 : 10_000
      statistics.count(
        packet(UInt16(truncatingIfNeeded: 65_600 + i), UInt32(100 + i) * 160),
        now: Int64(100 + i) * 20_000 + shake)
    }
    #expect(
      (70...80).contains(statistics.jitter), "10 ms to and fro is 80 units: \(statistics.jitter)")
  }
}

@Suite struct PacketLayoutTests {
  /// Payloads are reached by their place, 64 bytes behind the beginning.
  @Test func payloadsStandWhereTheyAreLookedFor() {
    #expect(MemoryLayout<IncomingPacket>.offset(of: \.payload) == 64)
    #expect(MemoryLayout<OutgoingFrame>.offset(of: \.payload) == 64)
    #expect(MemoryLayout<RecentPacket>.offset(of: \.payload) == 64)
    #expect(MemoryLayout<RecentPacket>.offset(of: \.room).map { $0 <= 48 } == true)
  }
}
