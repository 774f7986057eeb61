internal import Switchboard

/// Which records a query wants; everything that is set must hold.
package struct CDRFilter: Hashable, Sendable {
  /// Which calls a query looks at.
  package enum Scope: Hashable, Sendable {
    case closed
    case open
    case all
  }

  /// A group, and what the site knows of it.
  package struct Group: Hashable, Sendable {
    package let name: String
    /// The numbers that lead to it, for records that have no route.
    package let numbers: Set<String>

    package init(name: String, numbers: Set<String>) {
      self.name = name
      self.numbers = numbers
    }
  }

  /// Calls that started then or later, microseconds since 1970.
  package var from: Int64?
  /// Calls that started before, microseconds since 1970.
  package var to: Int64?
  /// Caller's or dialled number; `*` at an end stands for any digits.
  package var number: String?
  package var seat: String?
  package var group: Group?
  /// An ending as the record has it, or without its detail: `rejected` for `rejected-486`.
  package var ending: String?
  package var transferredOnly = false
  package var scope = Scope.all
  /// At most so many, the first that match.
  package var limit: Int?
  /// At most so many, the last that match.
  package var last: Int?

  /// The most lines that `last` holds in memory.
  package static let longestLast = 100_000

  package init() {}

  /// A filter from words that somebody typed; `nil` stands for an option that was not given.
  ///
  /// - Throws: the first mistake, with what is expected.
  package init(
    from: String? = nil, to: String? = nil, number: String? = nil, seat: String? = nil,
    ending: String? = nil, transferredOnly: Bool = false, limit: String? = nil,
    last: String? = nil, time: SiteTime
  ) throws(FilterProblem) {
    if let from { self.from = try time.range(of: from).lowerBound }
    if let to { self.to = try time.range(of: to).upperBound }
    if let from, let to, let start = self.from, let end = self.to, start >= end {
      throw FilterProblem("nothing lies between --from \(from) and --to \(to)")
    }
    self.number = try Self.checked(number: number)
    self.seat = try Self.checked(seat: seat)
    self.ending = try Self.checked(ending: ending)
    self.transferredOnly = transferredOnly
    self.limit = try Self.count("--limit", limit)
    self.last = try Self.count("--last", last)
    if limit != nil && last != nil {
      throw FilterProblem("--limit counts from the first, --last from the last: give one of them")
    }
  }

  /// Whether the entry, which began at `start`, is wanted.
  func matches(_ entry: CDREntry) -> Bool {
    if let number, !Self.matches(number, entry.caller), !Self.matches(number, entry.dialled) {
      return false
    }
    if let seat, !entry.involves(seat) { return false }
    if let group, !Self.matches(group, entry) { return false }
    if let ending, entry.ending != ending, entry.ending?.hasPrefix(ending + "-") != true {
      return false
    }
    return !transferredOnly || entry.wasTransferred
  }

  /// Whether a call that began at `start`, microseconds since 1970, is wanted.
  func covers(_ start: Int64) -> Bool { start >= from ?? .min && start < to ?? .max }

  /// Whether the group was rung: for the call itself, or by somebody's key.
  private static func matches(_ group: Group, _ entry: CDREntry) -> Bool {
    if entry.transfers.contains(where: { $0.destination == "group \(group.name)" }) { return true }
    guard !entry.route.isEmpty else { return group.numbers.contains(entry.dialled) }
    return entry.route.contains {
      $0.hasPrefix("group ") && CallFacts.groupName($0) == group.name
    }
  }

  private static func matches(_ pattern: String, _ number: String) -> Bool {
    switch (pattern.hasPrefix("*"), pattern.hasSuffix("*")) {
    case (true, true): number.contains(pattern.dropFirst().dropLast())
    case (true, false): number.hasSuffix(pattern.dropFirst())
    case (false, true): number.hasPrefix(pattern.dropLast())
    case (false, false): number == pattern
    }
  }

  private static func checked(number: String?) throws(FilterProblem) -> String? {
    guard let number else { return nil }
    let middle = number.drop { $0 == "*" }
    let core = middle.hasSuffix("*") ? middle.dropLast() : middle
    let known = core.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "+-._#".contains($0))
    }
    guard !core.isEmpty, known, number.count - middle.count <= 1 else {
      throw FilterProblem(
        "--number \"\(number)\" is no number; expected digits, with * at an end for any others")
    }
    return number
  }

  private static func checked(seat: String?) throws(FilterProblem) -> String? {
    guard let seat else { return nil }
    guard !seat.isEmpty, !seat.contains(where: \.isWhitespace) else {
      throw FilterProblem("--seat \"\(seat)\" is no seat's name; `liandong seats` lists them")
    }
    return seat
  }

  private static func checked(ending: String?) throws(FilterProblem) -> String? {
    guard let ending else { return nil }
    let whole: [Ending] = [
      .callerHungUp, .abandoned, .callerLost, .released, .operatorCommand, .boxStopped,
    ]
    let names = whole.map(\.description) + ["rejected", "merged"]
    let hasDetail = ["rejected-", "merged-"].contains { ending.hasPrefix($0) }
    guard names.contains(ending) || hasDetail else {
      throw FilterProblem(
        "--ending \"\(ending)\" is not known; expected \(names.joined(separator: ", "))")
    }
    return ending
  }

  private static func count(_ option: String, _ text: String?) throws(FilterProblem) -> Int? {
    guard let text else { return nil }
    guard let value = Int(text), (1...longestLast).contains(value) else {
      throw FilterProblem("\(option) \"\(text)\" is no count; expected 1–\(longestLast)")
    }
    return value
  }
}
