internal import Synchronization

/// What control and a sound thread tell each other without waiting: each value written by one of
/// them, read by the other at any time.
struct CardState: ~Copyable {
  // Written by control.
  let isStopping = Atomic(false)
  let isMuted = Atomic(false)
  let isAlerting = Atomic(false)

  // Written by the sound thread.
  let isRealTime = Atomic(false)
  let rate = Atomic(0)
  let opened = Atomic(0)
  let xruns = Atomic(0)
  let stalls = Atomic(0)
  let starved = Atomic(0)
  let captureMeanSquare = Atomic(0)
  let playbackMeanSquare = Atomic(0)
  /// Parts per billion.
  let captureDrift = Atomic(0)
  let playbackDrift = Atomic(0)
  let hasEnded = Atomic(false)
}

/// How a card is.
package enum CardCondition: Sendable, Equatable {
  /// It is being opened for the first time.
  case opening
  /// It plays, and records where it is to.
  case open
  /// It is not there or does not work, and why; it is tried again and again.
  case lost(String)
}

/// A sound card at one moment.
package struct CardStatistics: Sendable, Equatable {
  package var condition: CardCondition
  /// Frames a second of the device; 0 before it was ever open.
  package var rate: Int
  /// How often it was opened again after it was lost.
  package var reconnects: Int
  /// How often it ran dry or over, and how often it stood still.
  package var xruns: Int
  package var stalls: Int
  /// How often there was nothing in time to play, and nothing in time for the mixer.
  package var starved: Int
  package var mixerStarved: Int
  /// The card's clocks against the machine's, in parts per million.
  package var captureDrift: Double
  package var playbackDrift: Double
  /// What the microphone gives and what is played, in dB below full scale.
  package var captureLevel: Double
  package var playbackLevel: Double
  package var isRealTime: Bool
  /// The CPUs that its thread runs on; nil before it was told where, or when it was not.
  package var cpus: [Int]?
}
