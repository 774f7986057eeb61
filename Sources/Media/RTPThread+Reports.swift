internal import Audio
internal import CLinux
internal import Glibc

/// RTCP as far as a telephone peer needs it: a sender report with one reception report and a CNAME
/// every five seconds (RFC 3550, 6.4 and 6.5), and what the peer's reports say about the way back.
extension RTPThread {
  /// Microseconds between two reports of a leg.
  static var reportInterval: Int64 {
    @_noLocks @_noAllocation get { 5_000_000 }
  }
  /// Seconds from 1900 (NTP) to 1970 (Unix).
  private static var ntpEpoch: UInt64 {
    @_noLocks @_noAllocation get { 2_208_988_800 }
  }

  @_noLocks @_noAllocation
  mutating func sendReport(_ leg: UnsafeMutablePointer<RTPLeg>) {
    // A spread of up to half a second, so that legs opened together do not report together.
    leg.pointee.nextReport =
      now + RTPThread.reportInterval + Int64(leg.pointee.outgoing.source & 0x7FFFF)
    if !leg.pointee.filter.remote.isReachable || leg.pointee.outgoing.sentAt == 0 { return }
    let bytes = scratch
    let reported = leg.pointee.reception.active
    let words = reported ? 12 : 6
    bytes[0] = reported ? 0x81 : 0x80
    bytes[1] = 200
    bytes[2] = 0
    bytes[3] = UInt8(truncatingIfNeeded: words)
    let ntp = RTPThread.wallClock()
    let elapsed =
      max(0, now - leg.pointee.outgoing.sentAt)
      * Int64(leg.pointee.outgoing.ticksPerMillisecond) / 1_000
    let stamp = leg.pointee.outgoing.timestamp &+ UInt32(truncatingIfNeeded: elapsed)
    RTPHeader.put(leg.pointee.outgoing.source, bytes + 4)
    RTPHeader.put(UInt32(truncatingIfNeeded: ntp >> 32), bytes + 8)
    RTPHeader.put(UInt32(truncatingIfNeeded: ntp), bytes + 12)
    RTPHeader.put(stamp, bytes + 16)
    RTPHeader.put(UInt32(truncatingIfNeeded: leg.pointee.statistics.packetsSent), bytes + 20)
    RTPHeader.put(UInt32(truncatingIfNeeded: leg.pointee.statistics.octetsSent), bytes + 24)
    if reported { putReception(leg, bytes + 28) }
    let length = writeName(leg.pointee.outgoing.source, bytes + 4 * (words + 1)) + 4 * (words + 1)
    destination.pointee = leg.pointee.filter.remote.nextPort()
    _ = System.send(
      leg.pointee.controlSocket, bytes, length, to: UnsafePointer(destination))
  }

  @_noLocks @_noAllocation
  private mutating func putReception(
    _ leg: UnsafeMutablePointer<RTPLeg>, _ bytes: UnsafeMutablePointer<UInt8>
  ) {
    let lost = max(-0x80_0000, min(0x7F_FFFF, leg.pointee.reception.lost))
    let fraction = leg.pointee.reception.fractionLostSinceReport()
    let delay = now - leg.pointee.lastSenderReportAt
    RTPHeader.put(leg.pointee.reception.source, bytes)
    RTPHeader.put(
      UInt32(fraction) << 24 | UInt32(truncatingIfNeeded: lost) & 0xFF_FFFF, bytes + 4)
    RTPHeader.put(
      UInt32(truncatingIfNeeded: leg.pointee.reception.highestSequence), bytes + 8)
    RTPHeader.put(leg.pointee.reception.jitter, bytes + 12)
    RTPHeader.put(leg.pointee.lastSenderReport, bytes + 16)
    RTPHeader.put(
      leg.pointee.lastSenderReport == 0
        ? 0 : UInt32(truncatingIfNeeded: delay * 65_536 / 1_000_000), bytes + 20)
  }

  /// An SDES packet with a CNAME made of the SSRC; returns its length.
  @_noLocks @_noAllocation
  private func writeName(_ source: UInt32, _ bytes: UnsafeMutablePointer<UInt8>) -> Int {
    bytes[0] = 0x81
    bytes[1] = 202
    bytes[2] = 0
    bytes[3] = 4
    RTPHeader.put(source, bytes + 4)
    bytes[8] = 1
    bytes[9] = 8
    for digit in 0..<8 {
      let nibble = UInt8(truncatingIfNeeded: source >> UInt32(28 - 4 * digit)) & 0xF
      bytes[10 + digit] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
    }
    bytes[18] = 0
    bytes[19] = 0
    return 20
  }

  /// One RTCP datagram: the peer's clock, for its round trip, and ours as it came back.
  @_noLocks @_noAllocation
  mutating func receiveReport(_ id: StreamID) {
    let leg = legs + id.slot
    if leg.pointee.id.rawValue != id.rawValue { return }
    let bytes = buffer + 16
    let length = System.receive(
      leg.pointee.controlSocket, bytes, RTPThread.longestDatagram, sender)
    let expected = leg.pointee.filter.remote.nextPort()
    if length < 8 || length > RTPThread.longestDatagram { return }
    if !sender.pointee.matches(expected) { return }
    var offset = 0
    while offset + 8 <= length && bytes[offset] >> 6 == 2 {
      let size = (Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])) * 4 + 4
      if offset + size > length { return }
      let type = bytes[offset + 1]
      var block = offset + 8
      if type == 200 && size >= 28 {
        leg.pointee.lastSenderReport =
          RTPHeader.word(bytes + offset + 8) << 16 | RTPHeader.word(bytes + offset + 12) >> 16
        leg.pointee.lastSenderReportAt = now
        block = offset + 28
      }
      if type == 200 || type == 201 {
        noteLife(leg)
        let end = min(offset + size, block + Int(bytes[offset] & 0x1F) * 24)
        while block + 24 <= end {
          readReception(bytes + block, leg)
          block += 24
        }
      }
      offset += size
    }
  }

  @_noLocks @_noAllocation
  private mutating func noteLife(_ leg: UnsafeMutablePointer<RTPLeg>) {
    if !leg.pointee.life.report(now) || !leg.pointee.lost { return }
    leg.pointee.lost = false
    notify(.mediaBack(leg.pointee.id))
  }

  @_noLocks @_noAllocation
  private mutating func readReception(
    _ bytes: UnsafePointer<UInt8>, _ leg: UnsafeMutablePointer<RTPLeg>
  ) {
    let echoed = RTPHeader.word(bytes + 16)
    if RTPHeader.word(bytes) != leg.pointee.outgoing.source || echoed == 0 { return }
    let middle = UInt32(truncatingIfNeeded: RTPThread.wallClock() >> 16)
    let units = Int64(Int32(truncatingIfNeeded: middle &- echoed &- RTPHeader.word(bytes + 20)))
    if units >= 0 && units < 10 * 65_536 {
      leg.pointee.statistics.roundTripMicroseconds =
        UInt32(truncatingIfNeeded: units * 1_000_000 / 65_536)
    }
  }

  /// The wall clock as an NTP timestamp.
  @_semantics("no_performance_analysis") @inline(never)
  private static func wallClock() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let seconds = UInt64(time.tv_sec) + ntpEpoch
    return seconds << 32 | UInt64(time.tv_nsec) << 32 / 1_000_000_000
  }
}
