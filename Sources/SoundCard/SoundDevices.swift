internal import Audio
internal import CALSA
internal import Glibc

/// The sound devices of this machine, as ALSA lists them.
package enum SoundDevices {
  /// A device that can be named in the site file.
  package struct Device: Sendable, Equatable {
    package let name: String
    /// `capture`, `playback`, or both.
    package let ways: String
    /// What ALSA says of it, in one line.
    package let description: String
  }

  /// Has libasound leave out the lock that it takes in every call on a device: here a device belongs
  /// to one thread. Before the process has threads, for it changes the environment.
  package static func forgoLocks() { setenv("LIBASOUND_THREAD_SAFE", "0", 0) }

  /// Every PCM that ALSA has a hint of, in its order.
  package static func list() -> [Device] {
    calsa_silence()
    var hints: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    guard snd_device_name_hint(-1, "pcm", &hints) >= 0, let hints else { return [] }
    defer { snd_device_name_free_hint(hints) }
    var devices: [Device] = []
    var next = hints
    while let hint = next.pointee {
      next += 1
      guard let name = text(hint, "NAME") else { continue }
      let way = text(hint, "IOID")
      devices.append(
        Device(
          name: name,
          ways: way == "Input" ? "capture" : way == "Output" ? "playback" : "capture, playback",
          description: (text(hint, "DESC") ?? "").split(separator: "\n").joined(separator: ", ")))
    }
    return devices
  }

  private static func text(_ hint: UnsafeMutableRawPointer, _ key: String) -> String? {
    guard let text = snd_device_name_get_hint(hint, key) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  /// Opens a device as the box does, plays a tone on it for a second and listens.
  ///
  /// - Throws: ``SoundError`` when it does not work.
  package static func test(_ name: String, recordsToo: Bool) throws(SoundError) -> CardStatistics {
    let card = SoundCard(
      SoundCard.Configuration(
        device: name, recordsToo: recordsToo, alert: Tone([.on([880], 1_000)], level: -16)))
    card.start()
    defer { card.stop() }
    for _ in 0..<300 where card.condition == .opening { usleep(10_000) }
    card.isAlerting = true
    usleep(1_000_000)
    let statistics = card.statistics
    switch statistics.condition {
    case .open: return statistics
    case .opening: throw SoundError(device: name, says: "it does not open within 3 s")
    case .lost(let why): throw SoundError(says: why)
    }
  }
}
