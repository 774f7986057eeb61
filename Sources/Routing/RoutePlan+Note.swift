extension RoutePlan {
  /// The rule in a few words, as the record has it; `nil` where there is nothing to say beyond whom it
  /// rings.
  package var note: String? {
    var words: [String] = []
    if let number, let rule, let merger = rule.merger {
      words.append("number \(number) \(merger.mode.rawValue)")
      words += phaseNote(merger)
    } else if let number, rule == nil {
      words.append("number \(number) unknown")
    }
    if let detour { words.append("through \(detour)") }
    if case .refuse(let status) = outcome, !words.isEmpty { words.append("refused \(status)") }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  private func phaseNote(_ merger: Merger) -> [String] {
    switch (phase, merger.period) {
    case (.before, let period?): ["merged on \(period.first)"]
    case (.during, let period?): ["transition until \(period.last)"]
    case (.after, _), (nil, _): ["after transition \(merger.after.rawValue)"]
    case (.before, nil), (.during, nil): []
    }
  }
}
