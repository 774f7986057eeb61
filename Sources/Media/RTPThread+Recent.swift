extension RTPThread {
  /// A voice's packets go to the mixer from now on.
  @_noLocks @_noAllocation
  func beginFeeding(_ leg: UnsafeMutablePointer<RTPLeg>) {
    leg.pointee.feedRestarts = true
    leg.pointee.remembers = true
    leg.pointee.fedSince = now
    leg.pointee.playedTo = nil
  }

  /// Keeps the packet in `buffer`, which the mixer gets too. One that is too long is not kept.
  @_noLocks @_noAllocation
  func remember(
    _ header: RTPHeader, _ codec: AudioCodec, ticks: UInt32,
    of leg: UnsafeMutablePointer<RTPLeg>
  ) {
    if header.payloadLength > Payload.size { return }
    let packet = recentPacket(of: leg, leg.pointee.remembered)
    packet.pointee.header = header
    packet.pointee.at = now
    packet.pointee.ticks = ticks
    packet.pointee.codec = codec
    System.copy(
      buffer + 16 + header.payloadOffset, header.payloadLength, to: RecentPacket.bytes(packet))
    leg.pointee.remembered &+= 1
  }

  /// Sends a listener that is about to be relayed a voice what the mixer has not played of it.
  ///
  /// The mixer says with each frame how far it is, and frames arrive in their order: so nothing is lost
  /// and nothing sent twice, wherever in its tick the mixer is. A frame with these packets that is
  /// still on its way comes too late and is left out. When more has not been played than is kept,
  /// the listener does without.
  @_noLocks @_noAllocation
  mutating func catchUp(_ listener: UInt16, with voice: Int, before header: RTPHeader) {
    let leg = legs + voice
    if !isWholeSincePlayed(leg, header) { return }
    let isHeard = legs[Int(listener)].heard.has(UInt16(voice), upTo: leg.pointee.playedTo)
    var number = leg.pointee.remembered &- UInt32(RecentPacket.kept)
    while number != leg.pointee.remembered {
      let packet = recentPacket(of: leg, number)
      number &+= 1
      if packet.pointee.at < leg.pointee.fedSince || packet.pointee.header.source != header.source {
        continue
      }
      let distance = header.timestamp &- packet.pointee.header.timestamp
      if Int32(truncatingIfNeeded: distance) <= 0 { continue }
      let leftOut = packet.pointee.leftOut(played: leg.pointee.playedTo, isHeard: isHeard)
      if leftOut < packet.pointee.ticks {
        pass(packet, without: leftOut, to: listener, from: voice)
      }
    }
  }

  /// Sends a kept packet without its first `leftOut` timestamp units.
  @_noLocks @_noAllocation
  private mutating func pass(
    _ packet: UnsafeMutablePointer<RecentPacket>, without leftOut: UInt32, to listener: UInt16,
    from voice: Int
  ) {
    let codec = packet.pointee.codec
    var header = packet.pointee.header
    var payload = RecentPacket.bytes(packet)
    if leftOut > 0 {
      let bytes = Int(leftOut / codec.ticksPerMillisecond) &* codec.bytesPerMillisecond
      header.timestamp &+= leftOut
      header.payloadLength -= bytes
      // The header is written before the payload: there the packet has sound that others may get.
      System.copy(
        payload + bytes, header.payloadLength, to: scratch + RTPThread.longestDatagram / 2)
      payload = scratch + RTPThread.longestDatagram / 2
    }
    pass(
      header, codec, ticks: packet.pointee.ticks &- leftOut, payload, to: listener, from: voice)
  }

  /// Whether all that the mixer has not played of a voice is still kept, as far as it is known.
  @_noLocks @_noAllocation
  private func isWholeSincePlayed(
    _ leg: UnsafePointer<RTPLeg>, _ header: RTPHeader
  ) -> Bool {
    let clock = leg.pointee.spoken.ticksPerMillisecond
    guard let played = leg.pointee.playedTo else {
      return now &- leg.pointee.fedSince <= RecentPacket.longest
    }
    let distance = Int32(truncatingIfNeeded: header.timestamp &- played)
    return distance <= Int32(truncatingIfNeeded: Int64(clock) * RecentPacket.longest / 1_000)
  }

  /// The mixer has played voices as far as the frame says that the leg gets.
  @_noLocks @_noAllocation
  func note(_ played: PlayedVoices, for leg: UnsafeMutablePointer<RTPLeg>) {
    leg.pointee.heard = played
    for i in 0..<played.count {
      let (slot, timestamp) = played[i]
      legs[Int(slot)].playedTo = timestamp
    }
  }

  @_noLocks @_noAllocation
  private func recentPacket(
    of leg: UnsafePointer<RTPLeg>, _ number: UInt32
  ) -> UnsafeMutablePointer<RecentPacket> {
    recent + (leg.pointee.id.slot * RecentPacket.kept + Int(number) % RecentPacket.kept)
  }
}
