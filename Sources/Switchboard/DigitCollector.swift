/// Gathers the digits of one seat into keys.
///
/// Codes are prefix-free, so a key is complete with its last digit and no timer is needed.
struct DigitCollector: Hashable, Sendable {
  private var prefix = ""
  private var last: Heard?

  private struct Heard: Hashable, Sendable {
    let digit: Character
    let source: KeySource
    let at: Instant
  }

  /// What one more digit came to.
  enum Result: Hashable, Sendable {
    case partial
    case key(Key)
    case unknown(String)
    /// The same digit again by another way: some phones send RFC 4733 and INFO for one press.
    case echo
  }

  /// Takes one digit.
  mutating func take(
    _ digit: Character, from source: KeySource, at now: Instant, keys: KeyTable, echo: Duration
  ) -> Result {
    if let last, last.digit == digit, last.source != source, now - last.at < echo { return .echo }
    last = Heard(digit: digit, source: source, at: now)
    prefix.append(digit)
    if let result = match(keys) { return result }
    // A code broken off earlier must not spoil this one: the digit may begin anew.
    let broken = prefix
    prefix = String(digit)
    return match(keys) ?? unknown(broken)
  }

  private mutating func match(_ keys: KeyTable) -> Result? {
    if let key = keys.key(digits: prefix) {
      prefix = ""
      return .key(key)
    }
    return keys.isPrefix(prefix) ? .partial : nil
  }

  private mutating func unknown(_ digits: String) -> Result {
    prefix = ""
    return .unknown(digits)
  }
}
