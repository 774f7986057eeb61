package import Audio

/// All sounds of a site, rendered: tones, music and prompts. Made on any thread, then handed to
/// ``MediaPlane/setSounds(_:)``.
package struct SoundSet: Sendable {
  /// Comfort noise, the loops and the acknowledgements, in the order of the ``SoundBank``.
  let fixed: [[Int16]]
  /// Prompts by name, as 8,000 Hz samples.
  let prompts: [String: [Int16]]

  /// - Parameters:
  ///   - tones: the tones of the country.
  ///   - prompts: by name, as 8,000 Hz samples; at most 32,768.
  ///   - music: on hold, at 8,000 Hz; nil: the built-in melody.
  package init(tones: ToneProfile, prompts: [String: [Int16]] = [:], music: [Int16]? = nil) {
    let noise = Noise.comfort(samples: 16_000)
    var sounds = [noise]
    for loop in Sound.Loop.allCases {
      switch loop {
      case .silence: sounds.append(noise)
      case .ringback: sounds.append(tones.ringback.render())
      case .busy: sounds.append(tones.busy.render())
      case .congestion: sounds.append(tones.congestion.render())
      case .dial: sounds.append(tones.dial.render())
      case .music: sounds.append(music ?? MusicOnHold.render())
      case .reminder: sounds.append(Tone.reminder.render())
      }
    }
    sounds.append(Tone.confirm.render())
    sounds.append(Tone.refusal.render())
    fixed = sounds
    self.prompts = prompts
  }
}
