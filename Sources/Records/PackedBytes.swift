/// Writes numbers in as few bytes as they need (LEB128), negative ones folded in.
struct PackedWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ value: Int64) {
    var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A number that may be missing: at least 0.
  mutating func add(_ value: Int64?) { add(value.map { max($0, 0) + 1 } ?? Int64(0)) }

  mutating func add(_ value: Int) { add(Int64(value)) }

  mutating func add(_ value: Bool) { add(value ? Int64(1) : 0) }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes += text.utf8
  }
}

/// Reads what `PackedWriter` wrote; damaged bytes give zeros and `isBroken`.
struct PackedReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private(set) var isBroken = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func integer() -> Int64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
      shift += 7
    }
    isBroken = true
    return 0
  }

  mutating func optional() -> Int64? {
    let value = integer()
    return value == 0 ? nil : value - 1
  }

  mutating func count() -> Int {
    let value = integer()
    guard value >= 0, value <= bytes.count - place else {
      isBroken = true
      return 0
    }
    return Int(value)
  }

  mutating func number() -> Int { Int(truncatingIfNeeded: integer()) }

  mutating func truth() -> Bool { integer() != 0 }

  mutating func text() -> String {
    let length = count()
    defer { place += length }
    return String(
      decoding: UnsafeBufferPointer(rebasing: bytes[place..<(place + length)]), as: UTF8.self)
  }
}
