internal import CLinux
internal import Glibc

/// The memory of this process.
package enum ProcessMemory {
  /// Resident memory in KiB, as the kernel counts it; 0 when /proc is not there.
  package static var residentKiB: Int {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var line = [UInt8](repeating: 0, count: 128)
    let count = read(file, &line, line.count)
    let fields = String(decoding: line.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
    return pages * sysconf(Int32(_SC_PAGESIZE)) / 1_024
  }

  /// What is allocated and not freed, in KiB: grows with a leak, whatever the heaps keep beside it.
  package static var heapKiB: Int { linux_heap_in_use() / 1_024 }

  /// Gives what is free in the heaps back to the system: 0.3 s for 800 MB, during which other threads may wait for memory
  /// but not for anything else.
  ///
  /// Locked pages cannot be given back, so that the lock is off meanwhile.
  package static func giveBackFree() {
    let isLocked = RealTime.isMemoryLocked
    if isLocked { munlockall() }
    linux_trim_heap()
    if isLocked { _ = RealTime.lockMemory() }
  }
}
