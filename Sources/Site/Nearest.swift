/// Finds what somebody may have meant.
package enum Nearest {
  /// The candidate that `word` is fewest edits away from, if that is few for its length.
  package static func candidate(to word: String, among candidates: some Sequence<String>) -> String?
  {
    let wanted = Array(word.lowercased().unicodeScalars.prefix(64))
    let tolerated = max(1, min(3, wanted.count / 3))
    var best: (text: String, distance: Int)?
    for candidate in candidates {
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
      // As many edits as it has letters would turn anything into it.
      guard abs(letters.count - wanted.count) <= tolerated, letters.count > 1 else { continue }
      let distance = distance(wanted, letters)
      if distance <= tolerated, distance < (best?.distance ?? .max) { best = (candidate, distance) }
    }
    return best?.text
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two words.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, a) in left.enumerated() {
      var line = [row + 1]
      line.reserveCapacity(right.count + 1)
      for (column, b) in right.enumerated() {
        var cost = min(last[column + 1] + 1, line[column] + 1, last[column] + (a == b ? 0 : 1))
        if row > 0, column > 0, a == right[column - 1], left[row - 1] == b {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        line.append(cost)
      }
      (beforeLast, last) = (last, line)
    }
    return last[right.count]
  }

  /// `; did you mean "…"?`, or what could stand there instead when nothing is near.
  package static func hint(for word: String, among candidates: [String]) -> String {
    if let near = candidate(to: word, among: candidates) { return "did you mean \"\(near)\"?" }
    let shown = candidates.prefix(16).joined(separator: ", ")
    if shown.isEmpty { return "there is none" }
    return "expected one of: \(shown)" + (candidates.count > 16 ? ", …" : "")
  }
}
