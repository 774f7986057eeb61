internal import Audio

extension RTPThread {
  /// Looks through the open legs for what only the passing of time shows.
  @_noLocks @_noAllocation
  mutating func scan() {
    for i in 0..<openCount {
      let leg = legs + Int(open[i])
      // The change of hearing follows the answer by a moment; its packets are not to be read before.
      if now - leg.pointee.knownSince > RTPThread.scanInterval { listen(leg) }
      if case .relaying = leg.pointee.path,
        leg.pointee.outgoing.isQuiet(now)
      {
        stopRelaying(open[i])
      }
      if leg.pointee.receiving && !leg.pointee.lost && leg.pointee.life.isLost(now, silence) {
        leg.pointee.lost = true
        leg.pointee.statistics.mediaLosses &+= 1
        notify(.mediaLost(leg.pointee.id))
      }
      if leg.pointee.nextReport != 0 && now >= leg.pointee.nextReport { sendReport(leg) }
    }
  }
}
