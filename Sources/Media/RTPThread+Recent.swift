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
    var number = leg.pointee.remembered &- UInt32(RecentPacket.kept)
    while number != leg.pointee.remembered {
      let packet = recentPacket(of: leg, number)
      number &+= 1
      if packet.pointee.at < leg.pointee.fedSince || packet.pointee.header.source != header.source {
        continue
      }
      let distance = header.timestamp &- packet.pointee.header.timestamp
      if Int32(truncatingIfNeeded: distance) <= 0 { continue }
      if let played = leg.pointee.playedTo {
        let end = packet.pointee.header.timestamp &+ packet.pointee.ticks
        let left = Int32(truncatingIfNeeded: end &- played)
        if left <= Int32(truncatingIfNeeded: packet.pointee.ticks / 2) { continue }
      }
      pass(
        packet.pointee.header, packet.pointee.codec, ticks: packet.pointee.ticks,
        RecentPacket.bytes(packet), to: listener, from: voice)
    }
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

  /// The mixer has played voices as far as the frame says.
  @_noLocks @_noAllocation
  func note(_ played: PlayedVoices) {
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
