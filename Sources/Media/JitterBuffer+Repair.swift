internal import CPJSIP

/// Opus makes up by itself what is missing, and better when the packet after it is there already: that may have the
/// missing one in it once more.
extension JitterBuffer {
  /// Makes up the unit that was just found missing; false where our own concealment has to.
  @_noLocks @_noAllocation
  mutating func repair(_ samples: UnsafeMutablePointer<Int16>) -> Bool {
    guard case .some = wide else { return false }
    let next = following()
    return wide?.repair(samples, next) ?? false
  }

  @_noLocks @_noAllocation
  private func following() -> WideVoice.Next {
    var next = WideVoice.Next()
    // Nothing was there, not even a place that is missing.
    if order.waited > 0 { return next }
    let ahead = min(order.held, WideVoice.mostRepaired - 1)
    var mark = UnitMark(bits: 0)
    for i in 0..<ahead {
      if !JitterBuffer.peek(buffer, i, &next, &mark) { continue }
      if case .opus = mark.codec, mark.place == 0 {
        next.units = Int(i) + 1
      } else {
        next = WideVoice.Next()
      }
      return next
    }
    return WideVoice.Next()
  }

  /// Whether there is a unit at that place. The corresponding C function is `pjmedia_jbuf_peek_frame`.
  @_semantics("no_performance_analysis") @inline(never)
  private static func peek(
    _ buffer: OpaquePointer, _ place: Int32, _ next: inout WideVoice.Next, _ mark: inout UnitMark
  ) -> Bool {
    var kind: CChar = 0
    var bytes: UnsafeRawPointer?
    pjmedia_jbuf_peek_frame(
      buffer, UInt32(place), &bytes, &next.length, &kind, &mark.bits, nil, nil)
    next.bytes = bytes?.assumingMemoryBound(to: UInt8.self)
    return UInt32(kind) == PJMEDIA_JB_NORMAL_FRAME.rawValue
  }
}
