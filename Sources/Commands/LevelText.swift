internal import Console

extension LevelStatus {
  /// Whole dBm0, or `silent`.
  var text: String { rms < -60 ? "silent" : "\(Int(rms.rounded()))" }
}
