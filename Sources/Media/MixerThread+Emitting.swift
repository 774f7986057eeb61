internal import Audio
internal import Codecs
internal import Synchronization

extension MixerThread {
  /// Encodes the frame and hands on as many packets as are full.
  @_noLocks @_noAllocation
  mutating func emit(_ slot: Int, _ port: UnsafeMutablePointer<MixerPort>) {
    let bytes = pendingBytes + slot * MixerThread.pendingSize
    let codec = port.pointee.codec
    port.pointee.pending += encode(port, into: bytes + port.pointee.pending)
    let ready = codec.bytesPerMillisecond == 0 ? 32 : codec.bytesPerMillisecond
    let size = port.pointee.millisecondsOut * ready
    let ticks = UInt32(truncatingIfNeeded: port.pointee.millisecondsOut) * codec.ticksPerMillisecond
    var sent = 0
    while port.pointee.pending - sent >= size {
      guard let frame = free(&frames) else {
        counters.pointee.mixerOverflows.add(1, ordering: .relaxed)
        break
      }
      let length = pack(bytes + sent, size, port, into: OutgoingFrame.bytes(frame))
      sent += size
      if length == 0 { continue }
      frame.pointee.id = port.pointee.id
      frame.pointee.kind = .sound
      frame.pointee.codec = codec
      frame.pointee.length = UInt16(truncatingIfNeeded: length)
      frame.pointee.ticks = UInt16(truncatingIfNeeded: ticks)
      frame.pointee.watched = port.pointee.watched
      frame.pointee.played = played
      commit(&frames)
      framesMade += 1
      if port.pointee.watched {
        port.pointee.watched = false
        port.pointee.watchedVoice = RTPLeg.nobody
      }
    }
    if sent > 0, sent < port.pointee.pending {
      for i in 0..<port.pointee.pending - sent { bytes[i] = bytes[sent + i] }
    }
    port.pointee.pending = min(port.pointee.pending - sent, MixerThread.pendingSize - 640)
  }

  /// Writes the tick's frame to where it waits until a packet is full; how many bytes that is. Opus
  /// reads whole packets, so samples wait for it.
  @_noLocks @_noAllocation
  private func encode(
    _ port: UnsafeMutablePointer<MixerPort>, into bytes: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let count = MixerThread.samples
    switch port.pointee.codec {
    case .pcma:
      g711.encode(mixed, into: bytes, count: count, law: .a)
      return count
    case .pcmu:
      g711.encode(mixed, into: bytes, count: count, law: .mu)
      return count
    case .l16:
      L16.encode(mixed, into: bytes, count: count)
      return 2 * count
    case .l16Wide:
      L16.encode(wideMixed, into: bytes, count: 2 * count)
      return 4 * count
    case .g722:
      port.pointee.jitter.wide?.coder.g722?.encode(wideMixed, count: 2 * count, into: bytes)
      return count
    case .opus:
      System.copy(
        UnsafeRawPointer(wideMixed).assumingMemoryBound(to: UInt8.self), 4 * count, to: bytes)
      return 4 * count
    }
  }

  /// Makes a packet's payload of what has waited for it; its length, 0 when there is none.
  @_noLocks @_noAllocation
  private func pack(
    _ bytes: UnsafePointer<UInt8>, _ size: Int, _ port: UnsafeMutablePointer<MixerPort>,
    into payload: UnsafeMutablePointer<UInt8>
  ) -> Int {
    switch port.pointee.codec {
    case .pcma, .pcmu, .g722, .l16, .l16Wide:
      System.copy(bytes, size, to: payload)
      return size
    case .opus:
      let samples = UnsafeRawPointer(bytes).assumingMemoryBound(to: Int16.self)
      return port.pointee.jitter.wide?.coder.opus?.encode(
        samples, count: size / 2, into: payload, room: Payload.size) ?? 0
    }
  }
}
