/// Finds the subcommand, option or name that somebody may have meant.
enum NearestWord {
  /// `did you mean "…"?`, or what there is when nothing is near.
  static func hint(for word: String, among known: [String]) -> String {
    if let near = candidate(to: word, among: known) { return "did you mean \"\(near)\"?" }
    let shown = known.prefix(16).joined(separator: ", ")
    return shown.isEmpty
      ? "there is none" : "expected one of: \(shown)" + (known.count > 16 ? ", …" : "")
  }

  /// The known word that is fewest edits away, if that is few for its length.
  static func candidate(to word: String, among known: [String]) -> String? {
    let wanted = Array(word.lowercased().prefix(64))
    let tolerated = max(1, min(3, wanted.count / 3))
    let near = known.map { (word: $0, edits: edits(wanted, Array($0.lowercased().prefix(64)))) }
    guard let best = near.min(by: { $0.edits < $1.edits }), best.edits <= tolerated else {
      return nil
    }
    return best.word
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two words.
  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var table = [Array(0...right.count)]
    for row in left.indices {
      var line = [row + 1]
      for column in right.indices {
        let same = left[row] == right[column] ? 0 : 1
        var cost = min(table[row][column] + same, table[row][column + 1] + 1, line[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, table[row - 1][column - 1] + 1)
        }
        line.append(cost)
      }
      table.append(line)
    }
    return table[left.count][right.count]
  }
}
