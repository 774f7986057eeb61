internal import CALSA

/// Why a sound device cannot be used, in a sentence.
package struct SoundError: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String
  /// The number of the system's error; 0 when it is none of the system's.
  package let errno: Int32

  init(says description: String) {
    self.description = description
    errno = 0
  }

  init(device: String, says: String) {
    description = "sound device \(device): \(says)"
    errno = 0
  }

  init(device: String, direction: Direction, doing: String, errno: Int32) {
    let way = direction == .capture ? "capture" : "playback"
    description = "sound device \(device), \(way): \(doing): \(SoundError.sentence(errno))"
    self.errno = errno
  }

  /// ALSA's own sentence for an error.
  package static func sentence(_ errno: Int32) -> String {
    snd_strerror(-errno).map { String(cString: $0) } ?? "error \(errno)"
  }
}
