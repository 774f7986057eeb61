/// How loud a leg's voice was over about the last second, as it came to the box.
package struct LevelStatus: Hashable, Sendable, Codable {
  /// The root mean square in dBm0; a full-scale sine is +3.14.
  package var rms: Double
  /// The level in dBm0 of a sine with the highest peak that there was.
  package var peak: Double

  package init(rms: Double, peak: Double) {
    self.rms = rms
    self.peak = peak
  }
}

/// The same with the leg's name.
package struct LegLevelStatus: Hashable, Sendable, Codable {
  /// `citizen`, a seat's name, or a number at a trunk.
  package var leg: String
  /// `nil` when nothing comes from it, or what cannot be measured.
  package var level: LevelStatus?

  package init(leg: String, level: LevelStatus?) {
    self.leg = leg
    self.level = level
  }
}
