internal import Audio

/// The order of the sounds in the ``SoundBank``: comfort noise, the loops, the acknowledgements,
/// the prompts.
extension MediaPlane {
  private static var firstAcknowledgement: UInt16 { UInt16(1 + Sound.Loop.allCases.count) }
  private static var firstPrompt: UInt16 { firstAcknowledgement + 2 }

  static func index(_ loop: Sound.Loop) -> UInt16 { 1 + loop.rawValue }

  static func index(_ overlay: Overlay) -> UInt16 {
    switch overlay {
    case .confirm: firstAcknowledgement
    case .refusal: firstAcknowledgement + 1
    case .busy: index(Sound.Loop.busy)
    case .congestion: index(Sound.Loop.congestion)
    case .prompt(let prompt): firstPrompt + prompt.index
    }
  }

  static func makeBank(
    _ configuration: PlaneConfiguration
  ) -> (SoundBank, [String: PromptID]) {
    let noise = Noise.comfort(samples: 16_000)
    var sounds = [noise]
    for loop in Sound.Loop.allCases {
      switch loop {
      case .silence: sounds.append(noise)
      case .ringback: sounds.append(configuration.tones.ringback.render())
      case .busy: sounds.append(configuration.tones.busy.render())
      case .congestion: sounds.append(configuration.tones.congestion.render())
      case .dial: sounds.append(configuration.tones.dial.render())
      case .music: sounds.append(configuration.music ?? MusicOnHold.render())
      case .reminder: sounds.append(Tone.reminder.render())
      }
    }
    sounds.append(Tone.confirm.render())
    sounds.append(Tone.refusal.render())
    var prompts: [String: PromptID] = [:]
    for (name, samples) in configuration.prompts.sorted(by: { $0.key < $1.key }) {
      prompts[name] = PromptID(index: UInt16(prompts.count))
      sounds.append(samples)
    }
    return (SoundBank(sounds), prompts)
  }
}
