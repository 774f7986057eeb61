/// Decides whose packets are a stream's: those of the signalled address, or, where the site allows
/// it, of whoever sent the first valid packet within a second after signalling.
struct SourceFilter: BitwiseCopyable {
  /// How long after signalling a stream may latch, in microseconds.
  static var latchTime: Int64 {
    @_noLocks @_noAllocation get { 1_000_000 }
  }

  /// Where packets come from and go to.
  private(set) var remote = SocketAddress()
  /// What signalling said; a repetition of it does not undo a latch.
  private var signalled = SocketAddress()
  private var latchUntil: Int64 = 0
  private var decided = false

  @_noLocks @_noAllocation
  init() {}

  /// Takes what signalling said at `now`.
  @_noLocks @_noAllocation
  mutating func signal(_ address: SocketAddress, latching: Bool, now: Int64) {
    if address.matches(signalled) { return }
    signalled = address
    remote = address
    // "Nowhere" (a hold of the old kind) is not behind a NAT: nobody may take its place.
    decided = !latching || !address.isReachable
    latchUntil = now + SourceFilter.latchTime
  }

  /// Whether a valid RTP packet from `sender` belongs to the stream; may latch to the sender.
  @_noLocks @_noAllocation
  mutating func accepts(_ sender: SocketAddress, now: Int64) -> Bool {
    if sender.matches(remote) {
      decided = true
      return true
    }
    if decided || now > latchUntil || signalled.family == 0 { return false }
    remote = sender
    decided = true
    return true
  }
}
