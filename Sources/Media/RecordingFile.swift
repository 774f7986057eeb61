internal import Audio
internal import Glibc

/// A stereo WAV file that grows; whatever the disk refuses is left out at its place, so that what
/// follows stands at the right time.
///
/// While it grows it is named `….wav.open`, and its header says that there is nothing in it.
struct RecordingFile: ~Copyable {
  /// The longest recording, in frames: a day.
  static let mostFrames = 24 * 3_600 * 8_000
  /// What is added to the name until the file is closed.
  static let openSuffix = ".open"
  static let header = WAVHeader(channels: 2)

  let path: String
  private var descriptor: Int32 = -1
  /// The frame after the last that is on the disk.
  private var written = 0
  /// Why the disk refused the last time; nil when it did not.
  private(set) var problem: String?

  init(_ path: String) { self.path = path }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  /// Writes `bytes` at the place of `frame`; false when the disk refuses, and then `problem` says why.
  mutating func write(_ bytes: [UInt8], at frame: Int) -> Bool {
    guard frame < Self.mostFrames else { return refuse("is a day long") }
    guard open() else { return false }
    guard put(bytes, at: Self.header.frameLength * frame + WAVHeader.length) else {
      return refuse("cannot be written: \(String(cString: strerror(errno)))")
    }
    written = frame + bytes.count / Self.header.frameLength
    problem = nil
    return true
  }

  /// Completes the header, brings everything to the disk and gives the file its name.
  ///
  /// - Parameter frames: how long it is; what could not be written at its end is silence.
  /// - Returns: false when there is no such file now; `problem` says why.
  mutating func close(frames: Int) -> Bool {
    guard open() else { return false }
    // Without room for the silence at the end it is as long as what is there; half a portion goes.
    if resize(frames) { written = frames } else { _ = resize(written) }
    guard put(Self.header.bytes(soundLength: written * Self.header.frameLength), at: 0),
      fdatasync(descriptor) == 0, rename(path + Self.openSuffix, path) == 0
    else { return refuse("cannot be closed: \(String(cString: strerror(errno)))") }
    Glibc.close(descriptor)
    descriptor = -1
    return true
  }

  private mutating func open() -> Bool {
    if descriptor >= 0 { return true }
    descriptor = Glibc.open(path + Self.openSuffix, O_WRONLY | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0, put(Self.header.bytes(soundLength: 0), at: 0) else {
      let reason = String(cString: strerror(errno))
      if descriptor >= 0 { Glibc.close(descriptor) }
      descriptor = -1
      return refuse("cannot be opened: \(reason)")
    }
    return true
  }

  private func resize(_ frames: Int) -> Bool {
    ftruncate(descriptor, off_t(WAVHeader.length + Self.header.frameLength * frames)) == 0
  }

  private func put(_ bytes: [UInt8], at offset: Int) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress! + done, $0.count - done, off_t(offset + done))
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      done += count
    }
    return true
  }

  private mutating func refuse(_ why: String) -> Bool {
    problem = "\(path) \(why)"
    return false
  }
}
