package import Foundation
internal import Glibc
package import Switchboard

/// The recordings on the disk: where each is, what it sums up to, and which are too old.
package struct RecordingArchive: Sendable {
  private let data: RecordDirectory
  private let time: SiteTime

  package init(_ data: RecordDirectory, zone: TimeZone) {
    self.data = data
    time = SiteTime(zone: zone)
  }

  /// Where a call's recording is, below the data directory: `recordings/2026-11-21/ID.wav`.
  ///
  /// - Parameter start: the call's, microseconds since 1970; the day is that of the site.
  package func file(of call: String, startedAt start: Int64) -> String {
    "recordings/\(time.text(start).prefix(10))/\(call).wav"
  }

  /// The absolute path of such a file, its directory made; what the disk refuses now it will refuse
  /// again when the file is written.
  package func prepare(_ file: String) -> String {
    let path = path(file)
    let day = RecordDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
    try? day.create()
    return path
  }

  func path(_ file: String) -> String { data.path + "/" + file }

  /// The name below the data directory of a file of the archive.
  package func name(of path: String) -> String? {
    path.hasPrefix(data.path + "/") ? String(path.dropFirst(data.path.utf8.count + 1)) : nil
  }

  /// A recording whose file is closed, with everything that the file itself tells.
  ///
  /// Reads all of it: a second for an hour's call. Unchanged when there is no such file.
  package func summed(_ recording: RecordingRecord) -> RecordingRecord { data.summed(recording) }
}

extension RecordDirectory {
  /// The same for who has no site's time zone.
  func summed(_ recording: RecordingRecord) -> RecordingRecord {
    let descriptor = open(path + "/" + recording.file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return recording }
    defer { close(descriptor) }
    var digest = SHA256.Digest()
    var bytes = 0
    var bytesASecond = 0
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
    defer { room.deallocate() }
    while true {
      let count = read(descriptor, room.baseAddress, room.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return recording }
      if count == 0 { break }
      // The header's fifth word after "fmt ".
      if bytes == 0, count >= 44 {
        bytesASecond = (0..<4).reduce(0) { $0 | Int(room[28 + $1]) << (8 * $1) }
      }
      digest.add(UnsafeBufferPointer(rebasing: room[..<count]))
      bytes += count
    }
    var recording = recording
    recording.bytes = Int64(bytes)
    recording.sha256 = digest.finishHex()
    if bytesASecond > 0 { recording.milliseconds = Int64(max(0, bytes - 44) * 1000 / bytesASecond) }
    return recording
  }
}
