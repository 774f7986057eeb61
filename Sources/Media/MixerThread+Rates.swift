internal import Audio

/// Two rates in one mix: each voice is decoded at its own, 8,000 or 16,000 Hz, and each listener is mixed
/// for at the rate of the codec that it gets. A voice is brought to the other rate once a tick, and only
/// if somebody needs it there: calls in G.711 pay nothing, wide-band stays wide-band among those who
/// have it, and is band-limited, not folded, for those who do not.
extension MixerThread {
  /// A decoded voice of this tick at 8,000 Hz.
  @_noLocks @_noAllocation
  func narrowFrame(of voice: Int) -> UnsafePointer<Int16> {
    let samples = voiceSamples + voice * MixerThread.samples
    let port = ports + voice
    if port.pointee.isWide, port.pointee.convertedTick != tick {
      converter(of: voice).halve(
        wideSamples + voice * 2 * MixerThread.samples, into: samples, count: MixerThread.samples)
    }
    return UnsafePointer(samples)
  }

  /// A decoded voice of this tick at 16,000 Hz.
  @_noLocks @_noAllocation
  func wideFrame(of voice: Int) -> UnsafePointer<Int16> {
    let samples = wideSamples + voice * 2 * MixerThread.samples
    let port = ports + voice
    if !port.pointee.isWide, port.pointee.convertedTick != tick {
      converter(of: voice).double(
        voiceSamples + voice * MixerThread.samples, into: samples, count: MixerThread.samples)
    }
    return UnsafePointer(samples)
  }

  /// Clips a wide listener's mix, after sounds, which are all at 8,000 Hz, were added to it.
  @_noLocks @_noAllocation
  func finishWide(_ slot: Int, _ port: UnsafeMutablePointer<MixerPort>, plays: Bool) {
    let count = MixerThread.samples
    if plays {
      let doubler = HalfBand(
        rateMemory + (2 * slot + 1) * HalfBand.needed, kernel: kernel)
      if port.pointee.soundTick != tick &- 1 { doubler.reset() }
      port.pointee.soundTick = tick
      Mixer.store(sum, into: mixed, count: count)
      doubler.double(mixed, into: wideMixed, count: count)
      Mixer.add(wideMixed, to: wideSum, count: 2 * count)
    }
    Mixer.store(wideSum, into: wideMixed, count: 2 * count)
  }

  /// What brings a voice to its other rate in this tick; forgets what is not of the tick before.
  @_noLocks @_noAllocation
  private func converter(of voice: Int) -> HalfBand {
    let converter = HalfBand(rateMemory + 2 * voice * HalfBand.needed, kernel: kernel)
    if ports[voice].convertedTick != tick &- 1 { converter.reset() }
    ports[voice].convertedTick = tick
    return converter
  }
}
