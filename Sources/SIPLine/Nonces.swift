internal import CPJSIP
internal import Routing
internal import Switchboard

/// Challenges that we give out; they are checked by arithmetic and take no memory.
///
/// A nonce is the microsecond it was made at and a keyed hash of that (RFC 7616 section 3.3). It
/// is good for five minutes, and never after a younger one of the same seat or a higher count, so
/// that nothing overheard can be sent again. One entry a seat is kept.
struct Nonces {
  private let key: [UInt8]
  private let lifetime: Duration = .seconds(300)
  private var used: [SeatName: (made: Int64, count: UInt32)] = [:]
  /// Seats whose last challenge got no answer yet, and those whose phones answered with MD5.
  private var unanswered: Set<SeatName> = []
  private var oldPhones: Set<SeatName> = []

  enum Verdict { case good, stale, forged }

  init() {
    var random = SystemRandomNumberGenerator()
    key = (0..<20).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  /// Whether this seat's phone is to be asked for MD5 alone.
  ///
  /// RFC 8760 section 2.3 has a phone pass over what it does not know, but libre 1.0 (baresip) and
  /// SIPp 3.6 give up when SHA-256 is named at all. So a phone that began anew instead of
  /// answering is asked the old way every second time, and always once it has answered with MD5.
  mutating func wantsMD5Alone(_ seat: SeatName, isAnswer: Bool) -> Bool {
    if oldPhones.contains(seat) { return true }
    if isAnswer || unanswered.insert(seat).inserted { return false }
    unanswered.remove(seat)
    return true
  }

  /// Remembers how the seat's phone proved its password.
  mutating func answered(_ seat: SeatName, withMD5: Bool) {
    unanswered.remove(seat)
    if withMD5 { oldPhones.insert(seat) } else { oldPhones.remove(seat) }
  }

  func make(at now: Instant) -> String {
    let time = String(now.microseconds, radix: 16)
    return "\(time)-\(hash(time))"
  }

  /// - Parameter count: the request's `nc`; zero, without `qop`, is refused.
  func judge(_ nonce: String, count: UInt32, seat: SeatName, at now: Instant) -> Verdict {
    guard count > 0, let made = time(of: nonce) else { return .forged }
    let age = now - Instant(microseconds: made)
    guard (.zero...lifetime).contains(age) else { return .stale }
    guard let last = used[seat] else { return .good }
    return (made, count) > (last.made, last.count) ? .good : .stale
  }

  /// Remembers the count of a request that proved to know the password.
  mutating func spend(_ nonce: String, count: UInt32, seat: SeatName) {
    if let made = time(of: nonce) { used[seat] = (made, count) }
  }

  /// When one of our nonces was made, `nil` for somebody else's.
  private func time(of nonce: String) -> Int64? {
    let parts = nonce.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, hash(String(parts[0])) == parts[1] else { return nil }
    return Int64(parts[0], radix: 16)
  }

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
