internal import Audio
internal import CPJSIP
internal import Glibc

/// The tables of both threads: one block each, as long as the plane may have streams.
///
/// The blocks come from the system as untouched zero pages, so that memory is spent only as far as
/// slots are used.
struct PlaneMemory: BitwiseCopyable {
  let legs: UnsafeMutablePointer<RTPLeg>
  let openLegs: UnsafeMutablePointer<UInt16>
  let recent: UnsafeMutablePointer<RecentPacket>
  let ports: UnsafeMutablePointer<MixerPort>
  let openPorts: UnsafeMutablePointer<UInt16>
  let voiceSamples: UnsafeMutablePointer<Int16>
  let wideSamples: UnsafeMutablePointer<Int16>
  let rateMemory: UnsafeMutablePointer<Int16>
  let kernel: HalfBandKernel
  let pendingBytes: UnsafeMutablePointer<UInt8>
  let voiceLists: UnsafeMutablePointer<UInt16>
  let counters: UnsafeMutablePointer<SharedCounters>
  /// Of each slot's voice, as the rtp thread measures it, and behind those as the mixer thread does.
  let levels: UnsafeMutablePointer<SharedLevel>
  private let capacity: Int

  init(capacity: Int) {
    legs = PlaneMemory.zeros(capacity)
    openLegs = PlaneMemory.zeros(capacity)
    recent = PlaneMemory.zeros(capacity * RecentPacket.kept)
    ports = PlaneMemory.zeros(capacity)
    openPorts = PlaneMemory.zeros(capacity)
    voiceSamples = PlaneMemory.zeros(capacity * MixerThread.samples)
    wideSamples = PlaneMemory.zeros(capacity * 2 * MixerThread.samples)
    rateMemory = PlaneMemory.zeros(capacity * 2 * HalfBand.needed)
    kernel = HalfBandKernel()
    pendingBytes = PlaneMemory.zeros(capacity * MixerThread.pendingSize)
    voiceLists = PlaneMemory.zeros(capacity * Hearing.mostVoices)
    counters = .allocate(capacity: 1)
    counters.initialize(to: SharedCounters())
    self.capacity = capacity
    levels = .allocate(capacity: 2 * capacity)
    for i in 0..<2 * capacity { (levels + i).initialize(to: SharedLevel()) }
  }

  func deallocate() {
    free(legs)
    free(openLegs)
    free(recent)
    free(ports)
    free(openPorts)
    free(voiceSamples)
    free(wideSamples)
    free(rateMemory)
    kernel.deallocate()
    free(pendingBytes)
    free(voiceLists)
    counters.deinitialize(count: 1)
    counters.deallocate()
    levels.deinitialize(count: 2 * capacity)
    levels.deallocate()
  }

  /// What the mixer thread measures of each slot's voice.
  var mixerLevels: UnsafeMutablePointer<SharedLevel> { levels + capacity }

  private static func zeros<T: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<T> {
    guard let memory = calloc(count, MemoryLayout<T>.stride) else {
      fatalError("no memory for \(count) streams")
    }
    return memory.bindMemory(to: T.self, capacity: count)
  }
}
