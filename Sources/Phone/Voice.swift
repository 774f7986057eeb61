/// What a phone says.
enum Voice: Equatable, Sendable {
  /// A sine of this frequency, hertz.
  case tone(Double)
  /// Packets without sound.
  case silence
  /// No packets.
  case off

  /// Reads hertz from 20 to 7000, `0` or `off`.
  init?(_ text: String) {
    if text == "off" {
      self = .off
    } else if let hertz = Double(text), hertz == 0 {
      self = .silence
    } else if let hertz = Double(text), (20...7000).contains(hertz) {
      self = .tone(hertz)
    } else {
      return nil
    }
  }
}
