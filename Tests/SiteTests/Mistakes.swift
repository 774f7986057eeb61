import Testing

/// One mistake in the good site, and every line that the checker must print for it.
struct Mistake: Sendable, CustomTestStringConvertible {
  var old = ""
  let new: String
  let complaints: [String]

  /// The mistake stands where `old` stood; without it, at the end, from line 16 on.
  var text: String {
    old.isEmpty ? goodSite + new + "\n" : goodSite.replacing(old, with: new, maxReplacements: 1)
  }

  var testDescription: String { new }

  init(_ old: String, becomes new: String, _ complaints: String...) {
    (self.old, self.new, self.complaints) = (old, new, complaints)
  }

  init(_ new: String, _ complaints: String...) {
    (self.new, self.complaints) = (new, complaints)
  }
}

/// Tables of mistakes.
enum Mistakes {}
