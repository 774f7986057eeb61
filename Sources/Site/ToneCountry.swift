/// Whose ringback, busy and failure tones people hear.
package enum ToneCountry: String, Hashable, Sendable, CaseIterable {
  /// China.
  case cn
  /// United States.
  case us
  /// United Kingdom.
  case gb
  /// ITU-T E.180's recommendation.
  case itu

  /// The country code as tone tables spell it: `CN`, `US`, `GB`, `ITU`.
  package var code: String { rawValue.uppercased() }
}
