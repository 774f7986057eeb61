internal import Console
internal import Media
internal import SIPLine
internal import Switchboard

/// When an idle box has more memory than it needs: a flood of calls leaves its heaps as large as they were at
/// its height, and nobody else gets that memory for months.
struct IdleMemory {
  /// What a box may have above its least, in KiB: giving back less than this is not worth asking again for it.
  static let allowance = 64 * 1_024
  private var least = Int.max

  /// Whether it is worth giving memory back, with so many KiB resident and nothing to do.
  mutating func isTooMuch(_ resident: Int) -> Bool {
    least = min(least, resident)
    return resident - least > Self.allowance
  }

  /// So many KiB are left, and needed.
  mutating func gaveBack(leaving resident: Int) { least = resident }
}

extension Appliance {
  /// Once a second: with no call up and none that SIP still remembers nobody waits for this thread.
  func giveBackMemory() {
    guard switchboard.callCount == 0, line.status.dialogs == 0 else { return }
    let before = ProcessMemory.residentKiB
    guard idleMemory.isTooMuch(before) else { return }
    ProcessMemory.giveBackFree()
    let after = ProcessMemory.residentKiB
    idleMemory.gaveBack(leaving: after)
    log.info("memory-given-back", ["kib": "\(before - after)", "resident": "\(after)"])
  }
}
