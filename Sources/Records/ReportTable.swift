/// One value of a report: the number for tools, the words for people.
enum ReportCell: Hashable {
  case text(String)
  /// A figure's name, in the report's language for people.
  case word(ReportWord, ReportLanguage)
  case count(Int)
  /// A part of a whole; nothing when there is no whole.
  case share(Int, Int)
  /// A mean of so many milliseconds over so many.
  case mean(Int64, Int)
  case milliseconds(Int64?)
  /// A sum of milliseconds that may be weeks.
  case duration(Int64)
  case microseconds(Int64?)
  /// The same among many under a heading that names the unit.
  case narrow(Int64?)

  /// As people read it.
  var shown: String {
    switch self {
    case .text(let text): text
    case .word(let word, let language): word[language]
    case .count(let count): String(count)
    case .share, .mean: number.map { $0 + (isShare ? " %" : " s") } ?? "–"
    case .milliseconds(let value): value == nil ? "–" : (number ?? "") + " s"
    case .microseconds(let value): value == nil ? "–" : (number ?? "") + " ms"
    case .narrow(let value): value.map(Self.short) ?? "–"
    case .duration(let value): Self.clock(value / 1000)
    }
  }

  /// As tools read it: percent, seconds, or milliseconds for the measured key; `nil` for nothing.
  var number: String? {
    switch self {
    case .text, .word: nil
    case .count(let count): String(count)
    case .share(let part, let whole):
      whole == 0 ? nil : Self.decimal(Int64(part) * 10_000, Int64(whole), digits: 2)
    case .mean(let sum, let count):
      count == 0 ? nil : Self.decimal(sum, Int64(count) * 10, digits: 2)
    case .milliseconds(let value): value.flatMap { Self.decimal($0, 10, digits: 2) }
    case .duration(let value): Self.decimal(value, 10, digits: 2)
    case .microseconds(let value), .narrow(let value):
      value.flatMap { Self.decimal($0, 1, digits: 3) }
    }
  }

  /// What tools know it by: the number, the text, or the figure's name in no language.
  var data: String {
    switch self {
    case .text(let text): text
    case .word(let word, _): word.rawValue
    default: number ?? ""
    }
  }

  /// `592:49:40`: hours, minutes and seconds.
  private static func clock(_ seconds: Int64) -> String {
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  /// Milliseconds with as many decimals as tell something.
  private static func short(_ microseconds: Int64) -> String {
    let digits = abs(microseconds) < 10_000 ? 2 : abs(microseconds) < 1_000_000 ? 1 : 0
    let divisor: [Int64] = [1000, 100, 10]
    if digits == 0 { return String((microseconds + 500) / 1000) }
    return decimal(microseconds, divisor[digits], digits: digits) ?? ""
  }

  private var isShare: Bool { if case .share = self { true } else { false } }

  /// `numerator / denominator`, rounded half up, with its last `digits` behind the point.
  static func decimal(_ numerator: Int64, _ denominator: Int64, digits: Int) -> String? {
    guard denominator > 0 else { return nil }
    let isNegative = numerator < 0
    let value = (abs(numerator) * 2 + denominator) / (2 * denominator)
    let text = String(value)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return (isNegative ? "-" : "") + padded.dropLast(digits) + "." + padded.suffix(digits)
  }
}

/// A table of a report; its rows begin with what they are about.
struct ReportTable {
  /// The name for tools.
  let name: ReportWord
  /// The words above the columns.
  let columns: [ReportWord]
  var rows: [[ReportCell]] = []
}
