package import Routing

/// Which calls are recorded.
package enum RecordingMode: String, Hashable, Sendable, CaseIterable {
  case off
  /// Those with a citizen in them.
  case calls
  /// Also those between seats.
  case all
}

/// Who says whether a call is recorded: its number, else the group that has it, else the site.
package struct RecordingRules: Hashable, Sendable {
  package var mode: RecordingMode
  /// By pattern, as in the number plan: a whole number, or a prefix that ends in `*`.
  package var numbers: [String: Bool]
  package var groups: [GroupName: Bool]
  /// Whether who calls hears, while it rings, that the call will be recorded.
  package var announces: Bool

  package init(
    mode: RecordingMode = .off, numbers: [String: Bool] = [:], groups: [GroupName: Bool] = [:],
    announces: Bool = false
  ) {
    self.mode = mode
    self.numbers = numbers
    self.groups = groups
    self.announces = announces
  }

  /// Whether any call may be recorded, other than by a key.
  package var records: Bool {
    mode != .off || numbers.values.contains(true) || groups.values.contains(true)
  }

  /// Whether a call is to be recorded while `group` has it.
  ///
  /// - Parameter hasCitizen: whether somebody from outside takes part.
  func record(dialled: String, group: GroupName?, hasCitizen: Bool) -> Bool {
    if let rule = rule(for: dialled) { return rule }
    if let group, let rule = groups[group] { return rule }
    return switch mode {
    case .off: false
    case .calls: hasCitizen
    case .all: true
    }
  }

  /// What the longest pattern says that fits; nil when none does.
  private func rule(for number: String) -> Bool? {
    if numbers.isEmpty { return nil }
    if let rule = numbers[number] { return rule }
    for length in stride(from: number.count, through: 0, by: -1) {
      if let rule = numbers[number.prefix(length) + "*"] { return rule }
    }
    return nil
  }
}
