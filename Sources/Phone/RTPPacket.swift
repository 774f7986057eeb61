/// An RTP packet (RFC 3550, 5.1), read and written without any help from the box's own code: this
/// phone is the witness against it.
struct RTPPacket {
  var payloadType: UInt8
  var marker = false
  var sequence: UInt16
  var timestamp: UInt32
  var source: UInt32
  var payload: [UInt8]

  init(
    payloadType: UInt8, marker: Bool = false, sequence: UInt16, timestamp: UInt32, source: UInt32,
    payload: [UInt8]
  ) {
    self.payloadType = payloadType
    self.marker = marker
    self.sequence = sequence
    self.timestamp = timestamp
    self.source = source
    self.payload = payload
  }

  /// Reads a datagram; `nil` when it is no RTP of version 2 or does not hold what it says.
  init?(_ bytes: ArraySlice<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count >= 12, bytes[0] >> 6 == 2, !(192...223).contains(bytes[1]) else { return nil }
    var start = 12 + Int(bytes[0] & 15) * 4
    if bytes[0] & 0x10 != 0 {
      guard start + 4 <= bytes.count else { return nil }
      start += 4 + (Int(bytes[start + 2]) << 8 | Int(bytes[start + 3])) * 4
    }
    var end = bytes.count
    if bytes[0] & 0x20 != 0 { end -= Int(bytes[end - 1]) }
    guard start <= end else { return nil }
    payloadType = bytes[1] & 0x7F
    marker = bytes[1] & 0x80 != 0
    sequence = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
    timestamp = bytes[4..<8].reduce(0) { $0 << 8 | UInt32($1) }
    source = bytes[8..<12].reduce(0) { $0 << 8 | UInt32($1) }
    payload = Array(bytes[start..<end])
  }

  /// As it goes over the wire.
  var bytes: [UInt8] {
    var bytes: [UInt8] = [0x80, payloadType | (marker ? 0x80 : 0)]
    bytes += [UInt8(sequence >> 8), UInt8(truncatingIfNeeded: sequence)]
    for word in [timestamp, source] {
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(shift))) }
    }
    return bytes + payload
  }
}
