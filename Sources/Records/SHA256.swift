/// SHA-256 (FIPS 180-4) and HMAC over it (RFC 2104); nothing that the box links lends its own.
enum SHA256 {
  /// The digest of `bytes`, 32 bytes.
  static func hash(_ bytes: some Collection<UInt8>) -> [UInt8] {
    bytes.withContiguousStorageIfAvailable { hash($0) }
      ?? Array(bytes).withUnsafeBufferPointer { hash($0) }
  }

  /// The digest in 64 lower-case hexadecimal digits.
  static func hex(_ bytes: some Collection<UInt8>) -> String { hex(digits: hash(bytes)) }

  /// The code that only a holder of `key` can make for `bytes`, 64 hexadecimal digits.
  static func authenticationCode(_ bytes: some Collection<UInt8>, key: [UInt8]) -> String {
    var block = key.count > 64 ? hash(key) : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    let inner = hash(block.map { $0 ^ 0x36 } + bytes)
    return hex(digits: hash(block.map { $0 ^ 0x5C } + inner))
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var digest = Digest()
    digest.add(bytes)
    return digest.finish()
  }

  /// A digest of what comes piece by piece.
  struct Digest {
    private var state: [UInt32] = [
      0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB,
      0x5BE0_CD19,
    ]
    /// What does not fill a block yet.
    private var rest: [UInt8] = []
    private var count: UInt64 = 0

    init() {}

    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
      count += UInt64(bytes.count)
      let missing = rest.isEmpty ? 0 : min(64 - rest.count, bytes.count)
      if missing > 0 {
        rest += bytes[..<missing]
        guard rest.count == 64 else { return }
        rest.withUnsafeBufferPointer { absorb(blocks: $0) }
        rest = []
      }
      let whole = missing + (bytes.count - missing) / 64 * 64
      absorb(blocks: UnsafeBufferPointer(rebasing: bytes[missing..<whole]))
      rest += bytes[whole...]
    }

    /// The digest, 32 bytes; nothing may be added after.
    mutating func finish() -> [UInt8] {
      // The rest, a one bit, zeros, and the length in bits: one block more, or two (5.1.1).
      var tail = rest + [0x80]
      tail += [UInt8](repeating: 0, count: (tail.count <= 56 ? 56 : 120) - tail.count)
      let bits = count * 8
      for shift in stride(from: 56, through: 0, by: -8) {
        tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
      }
      tail.withUnsafeBufferPointer { absorb(blocks: $0) }
      return [UInt8](unsafeUninitializedCapacity: 32) { bytes, count in
        for i in 0..<32 {
          bytes[i] = UInt8(truncatingIfNeeded: state[i / 4] >> UInt32(24 - 8 * (i % 4)))
        }
        count = 32
      }
    }

    /// The same in 64 lower-case hexadecimal digits.
    mutating func finishHex() -> String { SHA256.hex(digits: finish()) }

    private mutating func absorb(blocks: UnsafeBufferPointer<UInt8>) {
      guard let base = blocks.baseAddress else { return }
      constants.withUnsafeBufferPointer { constants in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
          state.withUnsafeMutableBufferPointer { state in
            for start in stride(from: 0, to: blocks.count, by: 64) {
              SHA256.absorb(base + start, state, schedule, constants)
            }
          }
        }
      }
    }
  }

  /// One block of 64 bytes (6.2.2).
  fileprivate static func absorb(
    _ block: UnsafePointer<UInt8>, _ state: UnsafeMutableBufferPointer<UInt32>,
    _ w: UnsafeMutableBufferPointer<UInt32>, _ k: UnsafeBufferPointer<UInt32>
  ) {
    for t in 0..<16 {
      w[t] =
        UInt32(block[4 * t]) << 24 | UInt32(block[4 * t + 1]) << 16
        | UInt32(block[4 * t + 2]) << 8 | UInt32(block[4 * t + 3])
    }
    for t in 16..<64 {
      let s0 = rotated(w[t - 15], 7) ^ rotated(w[t - 15], 18) ^ (w[t - 15] >> 3)
      let s1 = rotated(w[t - 2], 17) ^ rotated(w[t - 2], 19) ^ (w[t - 2] >> 10)
      w[t] = w[t - 16] &+ s0 &+ w[t - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    // Eight rounds a step: then each word is back at its name, and none has to be moved.
    for t in stride(from: 0, to: 64, by: 8) {
      round(a, b, c, &d, e, f, g, &h, k[t] &+ w[t])
      round(h, a, b, &c, d, e, f, &g, k[t + 1] &+ w[t + 1])
      round(g, h, a, &b, c, d, e, &f, k[t + 2] &+ w[t + 2])
      round(f, g, h, &a, b, c, d, &e, k[t + 3] &+ w[t + 3])
      round(e, f, g, &h, a, b, c, &d, k[t + 4] &+ w[t + 4])
      round(d, e, f, &g, h, a, b, &c, k[t + 5] &+ w[t + 5])
      round(c, d, e, &f, g, h, a, &b, k[t + 6] &+ w[t + 6])
      round(b, c, d, &e, f, g, h, &a, k[t + 7] &+ w[t + 7])
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  /// One round; `Ch` and `Maj` (4.1.2) in the forms that need the fewest operations.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ word: UInt32
  ) {
    let s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
    let first = h &+ s1 &+ (g ^ (e & (f ^ g))) &+ word
    let s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
    d = d &+ first
    h = first &+ s0 &+ ((a & b) | (c & (a | b)))
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ by: UInt32) -> UInt32 {
    word >> by | word << (32 - by)
  }

  fileprivate static func hex(digits: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: 2 * digits.count) { text in
      for (i, byte) in digits.enumerated() {
        text[2 * i] = hexDigit(byte >> 4)
        text[2 * i + 1] = hexDigit(byte & 15)
      }
      return 2 * digits.count
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  /// The fractional parts of the cube roots of the first 64 primes (4.2.2).
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
