/// WAV files as bytes in memory: prompts in, recordings and what a phone heard out.
package enum WAV {
  /// The sound of a mono WAV file (16-bit PCM, A-law or µ-law, any rate) at 8,000 Hz.
  ///
  /// `limit` is the longest sound taken, in seconds; a file is checked before memory is spent on
  /// it. Throws a ``WAVError`` for anything that is not such a file.
  package static func read(_ bytes: [UInt8], limit: Int = 600) throws(WAVError) -> [Int16] {
    guard bytes.count >= 12, tag(bytes, 0) == "RIFF", tag(bytes, 8) == "WAVE" else {
      throw .notWAV
    }
    var format: Format?
    var position = 12
    while position + 8 <= bytes.count {
      let name = tag(bytes, position)
      let length = Int(little32(bytes, position + 4))
      let body = position + 8
      if name == "fmt " {
        guard length >= 16, length <= bytes.count - body else { throw .truncated("fmt ") }
        format = try Format(bytes, at: body, length: length)
      } else if name == "data" {
        guard let format else { throw .missing("fmt ") }
        // A recorder that was killed leaves the length at 0 or at its maximum: take what is there.
        let unfinished = length == 0 || length >= 0xFFFF_FF00
        guard unfinished || length <= bytes.count - body else { throw .truncated("data") }
        let end = unfinished ? bytes.count : body + length
        return try samples(bytes[body..<end], format, limit)
      }
      position = body + length + length & 1
    }
    throw .missing(format == nil ? "fmt " : "data")
  }

  /// A 16-bit PCM mono WAV file of `samples` at `rate` hertz.
  package static func write(_ samples: [Int16], rate: Int = 8_000) -> [UInt8] {
    let length = samples.count * 2
    var bytes: [UInt8] = []
    bytes.reserveCapacity(44 + length)
    bytes += Array("RIFF".utf8) + little(UInt32(36 + length)) + Array("WAVEfmt ".utf8)
    bytes += little(UInt32(16)) + little(UInt16(1)) + little(UInt16(1))
    bytes += little(UInt32(rate)) + little(UInt32(rate * 2)) + little(UInt16(2))
    bytes += little(UInt16(16)) + Array("data".utf8) + little(UInt32(length))
    for sample in samples { bytes += little(UInt16(bitPattern: sample)) }
    return bytes
  }

  /// The `fmt ` chunk, checked.
  private struct Format {
    enum Encoding {
      case pcm
      case law(G711Law)
    }
    let encoding: Encoding
    let rate: Int

    init(_ bytes: [UInt8], at body: Int, length: Int) throws(WAVError) {
      var tag = Int(little16(bytes, body))
      let bits = Int(little16(bytes, body + 14))
      // WAVE_FORMAT_EXTENSIBLE: the true format is the start of a GUID further on.
      if tag == 0xFFFE, length >= 26 { tag = Int(little16(bytes, body + 24)) }
      switch (tag, bits) {
      case (1, 16): encoding = .pcm
      case (6, 8): encoding = .law(.a)
      case (7, 8): encoding = .law(.mu)
      default: throw .format(tag: tag, bits: bits)
      }
      let channels = Int(little16(bytes, body + 2))
      guard channels == 1 else { throw .channels(channels) }
      rate = Int(little32(bytes, body + 4))
      guard (4_000...192_000).contains(rate) else { throw .rate(rate) }
    }
  }

  private static func samples(
    _ data: ArraySlice<UInt8>, _ format: Format, _ limit: Int
  ) throws(WAVError) -> [Int16] {
    let decoded: [Int16]
    switch format.encoding {
    case .pcm:
      guard data.count / 2 <= limit * format.rate else { throw .tooLong(limit: limit) }
      decoded = (0..<data.count / 2).map {
        let low = data[data.startIndex + 2 * $0]
        let high = data[data.startIndex + 2 * $0 + 1]
        return Int16(bitPattern: UInt16(low) | UInt16(high) << 8)
      }
    case .law(let law):
      guard data.count <= limit * format.rate else { throw .tooLong(limit: limit) }
      decoded = G711.tables.decode(Array(data), law: law)
    }
    guard !decoded.isEmpty else { throw .empty }
    return Resampler.convert(decoded, from: format.rate, to: 8_000)
  }

  private static func tag(_ bytes: [UInt8], _ at: Int) -> String {
    String(decoding: bytes[at..<at + 4], as: UTF8.self)
  }

  private static func little16(_ bytes: [UInt8], _ at: Int) -> UInt16 {
    UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8
  }

  private static func little32(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    UInt32(little16(bytes, at)) | UInt32(little16(bytes, at + 2)) << 16
  }

  private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
