internal import CPJSIP

extension Line {
  /// Tells a peer that we are there and what we can do (RFC 3261 section 11.2).
  func answerOptions(_ data: UnsafeMutablePointer<pjsip_rx_data>) {
    answerWithAllow(data, status: 200)
  }
}
