/// Some of a machine's CPUs, by the kernel's numbers; never none.
package struct CPUList: Hashable, Sendable, CustomStringConvertible {
  /// The highest number that is taken: more than any kernel is built for.
  package static let highest = 8_191

  /// Ascending, each once.
  package let numbers: [Int]

  /// Reads a list as the kernel and taskset write it: `2`, `2-3`, `0, 4-7`; nil when it is none.
  package init?(_ text: String) {
    var numbers: Set<Int> = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = item.drop { $0 == " " }.split(separator: "-", omittingEmptySubsequences: false)
        .map(CPUList.number)
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        first <= last
      else { return nil }
      numbers.formUnion(first...last)
    }
    self.numbers = numbers.sorted()
  }

  /// - Parameter numbers: ascending, each once; nil is made of none.
  package init?(numbers: [Int]) {
    if numbers.isEmpty { return nil }
    self.numbers = numbers
  }

  /// Those of this list that the other does not have; nil when it has all.
  package func without(_ other: CPUList) -> CPUList? {
    CPUList(numbers: numbers.filter { !other.numbers.contains($0) })
  }

  /// As the kernel writes it: `0,4-7`.
  package var description: String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  private static func number(_ text: Substring) -> Int? {
    let digits = text.last == " " ? text.prefix { $0 != " " } : text
    guard (1...4).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(digits), number <= highest
    else { return nil }
    return number
  }
}
