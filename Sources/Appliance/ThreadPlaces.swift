internal import Console
internal import Media
internal import Site
internal import SoundCard

/// The CPUs that the site file gives to audio threads, and those that they got.
extension Appliance {
  func threadStatus() -> [ThreadStatus] {
    let cards = sound.cards.sorted { $0.key < $1.key }.compactMap { device, card in
      card.statistics.cpus.map {
        ThreadPlace(thread: "sound \(device)", wanted: card.configuration.cpus, got: $0)
      }
    }
    return (media.statistics().places + cards).map {
      ThreadStatus(name: $0.thread, wanted: text($0.wanted), cpus: text($0.got))
    }
  }

  /// What could not be had.
  func threadAlarms() -> [String] {
    threadStatus().filter { $0.cpus != $0.wanted }.map {
      "the thread \($0.name) is to run on CPU \($0.wanted) and runs on \($0.cpus): "
        + "see cpus-rtp, cpus-mixer and cpus-sound in [media]"
    }
  }

  private func text(_ cpus: [Int]) -> String { CPUList(numbers: cpus)?.description ?? "none" }
}
