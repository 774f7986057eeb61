/// When a peer last gave a sign of life, and whether its silence is one that it announced.
///
/// After a packet of comfort noise nothing need follow for as long as nobody speaks (RFC 3389, section 4), so such a
/// silence is no loss while the peer reports by RTCP; one that never did is given longer. A peer that agreed on
/// comfort noise may pause though that packet was lost, but then only its reports can tell.
struct LifeSigns: BitwiseCopyable {
  /// The last packet, in microseconds; a peer that is first asked to send now has this long patience too.
  private(set) var received: Int64 = 0
  /// The last report; 0: none.
  private var reported: Int64 = 0
  /// Its last sound was comfort noise.
  private var pauses = false
  /// Both sides agreed on comfort noise.
  private var mayPause = false

  @_noLocks @_noAllocation
  init() {}

  /// What was agreed on; `isOther` peer than before.
  @_noLocks @_noAllocation
  mutating func agree(mayPause: Bool, isOther: Bool) {
    self.mayPause = mayPause
    if isOther {
      pauses = false
      reported = 0
    }
  }

  /// From now on the peer is expected to send.
  @_noLocks @_noAllocation
  mutating func expect(_ now: Int64) { received = now }

  /// A packet of its sound came, or a key, which says nothing about pauses.
  @_noLocks @_noAllocation
  mutating func receive(isVoice: Bool, isComfort: Bool, _ now: Int64) {
    received = now
    if isVoice { pauses = false }
    if isComfort { pauses = true }
  }

  /// A report came; whether it shows that the peer is there though it is silent.
  @_noLocks @_noAllocation
  mutating func report(_ now: Int64) -> Bool {
    reported = now
    return pauses || mayPause
  }

  @_noLocks @_noAllocation
  func isLost(_ now: Int64, _ limits: SilenceLimits) -> Bool {
    let silence = now &- received
    if silence <= limits.speaking { return false }
    if !pauses && !mayPause { return true }
    if reported != 0 {
      return now &- max(received, reported) > max(limits.speaking, limits.reporting)
    }
    return !pauses || silence > max(limits.speaking, limits.pausing)
  }
}
