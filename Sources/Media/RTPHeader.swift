/// The header of an RTP packet (RFC 3550, 5.1) and where its payload lies.
struct RTPHeader: BitwiseCopyable {
  var payloadType: UInt8
  var marker: Bool
  var sequence: UInt16
  var timestamp: UInt32
  var source: UInt32
  /// Where the payload begins: 12 and more bytes from the start of the packet.
  var payloadOffset: Int
  /// Its length without padding, 0 or more.
  var payloadLength: Int

  /// The length of the header that this box writes: no contributing sources, no extension.
  static var written: Int {
    @_noLocks @_noAllocation get { 12 }
  }

  /// Reads a packet of `length` bytes; nil when it is no RTP version 2, when CSRC list, extension
  /// or padding do not fit into it, or when it is an RTCP packet on the wrong port (RFC 5761).
  @_noLocks @_noAllocation
  init?(_ bytes: UnsafePointer<UInt8>, length: Int) {
    if length < 12 || bytes[0] >> 6 != 2 { return nil }
    if bytes[1] >= 192 && bytes[1] <= 223 { return nil }
    var offset = 12 + Int(bytes[0] & 0x0F) * 4
    if bytes[0] & 0x10 != 0 {
      if offset + 4 > length { return nil }
      offset += 4 + (Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])) * 4
    }
    if offset > length { return nil }
    var payload = length - offset
    if bytes[0] & 0x20 != 0 {
      let padding = Int(bytes[length - 1])
      if padding == 0 || padding > payload { return nil }
      payload -= padding
    }
    payloadType = bytes[1] & 0x7F
    marker = bytes[1] & 0x80 != 0
    sequence = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
    timestamp = RTPHeader.word(bytes + 4)
    source = RTPHeader.word(bytes + 8)
    payloadOffset = offset
    payloadLength = payload
  }

  /// A header to be written before a payload.
  @_noLocks @_noAllocation
  init(
    payloadType: UInt8, marker: Bool, sequence: UInt16, timestamp: UInt32, source: UInt32,
    payloadLength: Int
  ) {
    self.payloadType = payloadType
    self.marker = marker
    self.sequence = sequence
    self.timestamp = timestamp
    self.source = source
    self.payloadLength = payloadLength
    payloadOffset = RTPHeader.written
  }

  /// Writes the twelve bytes.
  @_noLocks @_noAllocation
  func write(_ bytes: UnsafeMutablePointer<UInt8>) {
    bytes[0] = 0x80
    bytes[1] = payloadType | (marker ? 0x80 : 0)
    bytes[2] = UInt8(truncatingIfNeeded: sequence >> 8)
    bytes[3] = UInt8(truncatingIfNeeded: sequence)
    RTPHeader.put(timestamp, bytes + 4)
    RTPHeader.put(source, bytes + 8)
  }

  @_noLocks @_noAllocation
  static func word(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
    UInt32(bytes[0]) << 24 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 8 | UInt32(bytes[3])
  }

  @_noLocks @_noAllocation
  static func put(_ word: UInt32, _ bytes: UnsafeMutablePointer<UInt8>) {
    bytes[0] = UInt8(truncatingIfNeeded: word >> 24)
    bytes[1] = UInt8(truncatingIfNeeded: word >> 16)
    bytes[2] = UInt8(truncatingIfNeeded: word >> 8)
    bytes[3] = UInt8(truncatingIfNeeded: word)
  }
}
