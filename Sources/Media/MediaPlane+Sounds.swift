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
    case .prompt(let prompt), .soft(let prompt): firstPrompt + prompt.index
    }
  }

  /// Changes tones, music and prompts while streams go on: whoever hears a prompt hears it to its end.
  ///
  /// The mixer goes over to the new sounds at one tick and gives the old ones back, so that none is
  /// freed while it plays. ``prompt(named:)`` speaks of the new set at once.
  package func setSounds(_ sounds: SoundSet) {
    shelf.stock(sounds.prompts)
    let bank = SoundBank(sounds.fixed + shelf.recordings)
    banks.append(bank)
    mixerCommands.add(.sounds(bank))
    publishUnlessGathering()
  }

  /// The mixer plays from a newer bank.
  func free(_ bank: SoundBank) {
    guard let index = banks.firstIndex(where: { $0.isSame(as: bank) }) else { return }
    banks.remove(at: index).deallocate()
  }
}
