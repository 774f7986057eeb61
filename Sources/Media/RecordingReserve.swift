internal import Glibc

/// The room that recordings leave on their disk for everything else.
struct RecordingReserve: Sendable {
  /// A directory on that disk, and the bytes that stay free there.
  let directory: String
  let bytes: Int

  /// Why nothing may be recorded now; nil when there is room. A disk that cannot be asked is for the
  /// files to complain about.
  func shortage() -> String? {
    var disk = statvfs()
    guard statvfs(directory, &disk) == 0 else { return nil }
    let free = Int(clamping: disk.f_bavail) * Int(clamping: disk.f_frsize)
    guard free < bytes else { return nil }
    return "the disk of \(directory) has \(free >> 20) MiB free, \(bytes >> 20) MiB are reserved"
  }
}
