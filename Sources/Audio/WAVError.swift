/// Why a file is not sound that the box can play.
package enum WAVError: Error, Equatable, CustomStringConvertible {
  /// It does not begin with RIFF and WAVE.
  case notWAV
  /// It ends in the middle of the named chunk.
  case truncated(String)
  /// It has no such chunk before its end.
  case missing(String)
  /// It is in a format other than 16-bit PCM (1), A-law (6) or µ-law (7).
  case format(tag: Int, bits: Int)
  /// It has more than one channel, or none.
  case channels(Int)
  /// Its rate is outside 4,000...192,000 hertz.
  case rate(Int)
  /// It plays longer than allowed, in seconds.
  case tooLong(limit: Int)
  /// It holds no sample.
  case empty

  package var description: String {
    switch self {
    case .notWAV: "not a WAV file: no RIFF/WAVE header"
    case .truncated(let chunk): "the file ends within its '\(chunk)' chunk"
    case .missing(let chunk): "the file has no '\(chunk)' chunk"
    case .format(let tag, let bits):
      "format \(tag) with \(bits) bits; expected 16-bit PCM, A-law or µ-law"
    case .channels(let count): "\(count) channels; expected 1"
    case .rate(let rate): "a rate of \(rate) Hz; expected 4000 to 192000"
    case .tooLong(let limit): "longer than \(limit) s"
    case .empty: "no sound in it"
    }
  }
}
