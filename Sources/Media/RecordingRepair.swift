internal import Audio
internal import Glibc

/// Closes the recordings that a killed box left open: the file's length says what its header must.
package enum RecordingRepair {
  /// A file that is closed now.
  package struct Closed: Hashable, Sendable {
    package let path: String
    package let milliseconds: Int
  }

  /// Closes every `….wav.open` in a directory of the day's directories; one that cannot be closed
  /// stays for the next start.
  package static func run(in directory: String) -> [Closed] {
    names(in: directory).flatMap { day in
      names(in: "\(directory)/\(day)").compactMap { name in
        name.hasSuffix(".wav" + RecordingFile.openSuffix)
          ? close("\(directory)/\(day)/\(name)") : nil
      }
    }
  }

  private static func close(_ path: String) -> Closed? {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { Glibc.close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return nil }
    let header = RecordingFile.header
    let frames = max(0, Int(status.st_size) - WAVHeader.length) / header.frameLength
    let length = frames * header.frameLength
    let bytes = header.bytes(soundLength: length)
    let name = String(path.dropLast(RecordingFile.openSuffix.count))
    guard pwrite(file, bytes, bytes.count, 0) == bytes.count,
      ftruncate(file, off_t(WAVHeader.length + length)) == 0, fdatasync(file) == 0,
      rename(path, name) == 0
    else { return nil }
    return Closed(path: name, milliseconds: frames / 8)
  }

  private static func names(in directory: String) -> [String] {
    guard let listing = opendir(directory) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
