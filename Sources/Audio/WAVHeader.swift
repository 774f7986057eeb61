/// The 44 bytes before the sound of a 16-bit PCM file that is written while it grows.
package struct WAVHeader: Hashable, Sendable {
  /// How long it is, always.
  package static let length = 44

  package let channels: Int
  package let rate: Int

  package init(channels: Int, rate: Int = 8_000) {
    self.channels = channels
    self.rate = rate
  }

  /// Bytes of one moment: a sample of each channel.
  package var frameLength: Int { channels * 2 }

  /// The header of a file with `bytes` of sound; what does not fit into 32 bits is written as the
  /// most that does, which readers take for "to the end of the file".
  package func bytes(soundLength bytes: Int) -> [UInt8] {
    let sound = UInt32(clamping: bytes)
    let whole = UInt32(clamping: bytes + 36)
    return Array("RIFF".utf8) + little(whole) + Array("WAVEfmt ".utf8)
      + little(UInt32(16)) + little(UInt16(1)) + little(UInt16(channels))
      + little(UInt32(rate)) + little(UInt32(rate * frameLength)) + little(UInt16(frameLength))
      + little(UInt16(16)) + Array("data".utf8) + little(sound)
  }

  private func little(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
