/// Who calls how often, and whom seats have marked: what makes a caller a nuisance.
///
/// Bounded: the callers of longest ago are forgotten first, those whom nobody marked before others.
package struct CallerTable: Sendable {
  /// Callers that are known at one time.
  package static let capacity = 20_000
  /// Calls and marks of one caller that are told apart; more than that is more than enough.
  private static let longest = 512
  /// A call that comes this soon after the one before is a repeat, in microseconds.
  private static let repeatTime: Int64 = 60_000_000
  private static let hour: Int64 = 3_600_000_000

  private struct Caller: Sendable {
    /// When it called and when it was marked, microseconds since 1970, ascending.
    var calls: [Int64] = []
    var marks: [Int64] = []

    var last: Int64 { max(calls.last ?? .min, marks.last ?? .min) }
  }

  private var callers: [String: Caller] = [:]

  package init() {}

  package var count: Int { callers.count }

  /// A citizen called. Moments may come in any order, within one table or by `merge`.
  package mutating func noteCall(by number: String, at moment: Int64) {
    change(number) { Self.insert(moment, into: &$0.calls) }
  }

  /// A seat marked the caller of a call.
  package mutating func noteMark(of number: String, at moment: Int64) {
    change(number) { Self.insert(moment, into: &$0.marks) }
  }

  /// Takes in what another table knows, of other calls.
  package mutating func merge(_ other: CallerTable) {
    for (number, caller) in other.callers {
      change(number) { mine in
        for moment in caller.calls { Self.insert(moment, into: &mine.calls) }
        for moment in caller.marks { Self.insert(moment, into: &mine.marks) }
      }
    }
  }

  private mutating func change(_ number: String, _ body: (inout Caller) -> Void) {
    guard !number.isEmpty else { return }
    body(&callers[number, default: Caller()])
    if callers.count > Self.capacity { forgetSome() }
  }

  private static func insert(_ moment: Int64, into moments: inout [Int64]) {
    let place = moments.lastIndex { $0 <= moment }.map { $0 + 1 } ?? 0
    moments.insert(moment, at: place)
    if moments.count > longest { moments.removeFirst() }
  }

  /// Makes room for a while: a tenth of all, unmarked callers of longest ago first.
  private mutating func forgetSome() {
    let order = callers.sorted { left, right in
      let (a, b) = (!left.value.marks.isEmpty, !right.value.marks.isEmpty)
      return a == b ? left.value.last < right.value.last : !a
    }
    for (number, _) in order.prefix(Self.capacity / 10) { callers[number] = nil }
  }

  // MARK: What it comes to

  /// How often a caller called and was marked, as of a moment.
  package func counts(of number: String, at now: Int64, _ limits: NuisanceLimits) -> Nuisance {
    guard let caller = callers[number] else {
      return Nuisance(callsInHour: 0, callsInDay: 0, repeats: 0, marks: 0)
    }
    let calls = caller.calls
    let end = Self.count(upTo: now, in: calls)
    let hour = Self.count(upTo: now - Self.hour, in: calls)
    var repeats = 0
    for i in hour..<max(hour, end - 1) where calls[i + 1] - calls[i] < Self.repeatTime {
      repeats += 1
    }
    let window = limits.marksWindow.microseconds
    return Nuisance(
      callsInHour: end - hour,
      callsInDay: end - Self.count(upTo: now - 24 * Self.hour, in: calls), repeats: repeats,
      marks: Self.count(upTo: now, in: caller.marks)
        - Self.count(upTo: now - window, in: caller.marks))
  }

  /// How many of the ascending moments are not after `moment`.
  private static func count(upTo moment: Int64, in moments: [Int64]) -> Int {
    var (low, high) = (0, moments.count)
    while low < high {
      let middle = (low + high) / 2
      if moments[middle] <= moment { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The counts, when any of them has come to its limit.
  package func nuisance(_ number: String, at now: Int64, _ limits: NuisanceLimits) -> Nuisance? {
    guard limits.isOn, !number.isEmpty else { return nil }
    let counts = counts(of: number, at: now, limits)
    return limits.areReached(by: counts) ? counts : nil
  }

  /// Every caller of the last day or with a mark, the most troublesome first; at most so many.
  package func list(
    at now: Int64, _ limits: NuisanceLimits, atMost count: Int
  ) -> [(number: String, counts: Nuisance, last: Int64)] {
    let all = callers.map { (number: $0, counts: counts(of: $0, at: now, limits), last: $1.last) }
    return Array(
      all.filter { $0.counts.marks > 0 || $0.counts.callsInDay > 0 }.sorted { left, right in
        (left.counts.marks, left.counts.callsInDay, left.last, left.number)
          > (right.counts.marks, right.counts.callsInDay, right.last, right.number)
      }.prefix(count))
  }
}

/// From when on a caller counts as a nuisance; any one of the limits is enough.
package struct NuisanceLimits: Hashable, Sendable {
  package var isOn = true
  package var callsPerHour = 10
  package var callsPerDay = 30
  package var repeatsPerHour = 6
  package var marks = 3
  /// How long a mark counts.
  package var marksWindow: Duration = .seconds(30 * 86_400)

  package init() {}

  package func areReached(by counts: Nuisance) -> Bool {
    counts.callsInHour >= callsPerHour || counts.callsInDay >= callsPerDay
      || counts.repeats >= repeatsPerHour || counts.marks >= marks
  }
}
