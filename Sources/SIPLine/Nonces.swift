internal import CPJSIP

/// Challenges that we give out; they are checked by arithmetic and take no memory.
///
/// A nonce is the time it was made and a keyed hash of that (RFC 7616 section 3.3): valid for five
/// minutes, and each count with it once for each seat, whose last nonce and count are kept.
struct Nonces {
  private let key: [UInt8]
  private let lifetime: Int64 = 300
  private var used: [String: (nonce: String, count: UInt32)] = [:]

  enum Verdict { case good, stale, forged }

  init() {
    var random = SystemRandomNumberGenerator()
    key = (0..<20).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  func make(at seconds: Int64) -> String {
    let time = String(seconds, radix: 16)
    return "\(time)-\(hash(time))"
  }

  /// - Parameter count: the request's `nc`, zero without `qop`.
  mutating func judge(_ nonce: String, count: UInt32, seat: String, at seconds: Int64) -> Verdict {
    let parts = nonce.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let made = Int64(parts[0], radix: 16),
      hash(String(parts[0])) == parts[1]
    else { return .forged }
    guard (0...lifetime).contains(seconds - made) else { return .stale }
    if let last = used[seat], last.nonce == nonce, count != 0, count <= last.count { return .stale }
    return .good
  }

  /// Remembers the count of a request that proved to know the password.
  mutating func spend(_ nonce: String, count: UInt32, seat: String) { used[seat] = (nonce, count) }

  private func hash(_ text: String) -> String {
    var digest = [UInt8](repeating: 0, count: 20)
    let bytes = Array(text.utf8)
    pj_hmac_sha1(bytes, UInt32(bytes.count), key, UInt32(key.count), &digest)
    return digest.map { byte in
      let hex = String(byte, radix: 16)
      return hex.count == 1 ? "0\(hex)" : hex
    }.joined()
  }
}
