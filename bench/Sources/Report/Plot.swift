internal import Foundation

/// Drawings of figures as inline SVG: black on white, readable on paper.
enum Plot {
  private static let width = 760.0
  private static let left = 210.0
  private static let right = 20.0

  /// A row of a drawing of distributions.
  struct Row {
    let label: String
    let distribution: Distribution
  }

  /// Distributions of one unit below each other on one logarithmic axis: a thin line from the least to
  /// the greatest, a bar from p5 to p95, marks at p50 and p99.
  static func distributions(_ rows: [Row], unit: String) -> String {
    let values = rows.flatMap { row -> [Double] in
      let d = row.distribution
      return [d.min, d.p50, d.p95, d.p99, d.max]
    }
    guard let greatest = values.max(), let least = values.filter({ $0 > 0 }).min() else {
      return ""
    }
    // Six decades are what can be read.
    let axis = Axis(from: max(least, greatest / 1e6), to: max(greatest, least * 1.01))
    let height = Double(rows.count) * 22 + 34
    var body = axis.grid(height: height - 26, unit: unit)
    for (index, row) in rows.enumerated() {
      let y = 14 + Double(index) * 22
      let d = row.distribution
      let curve = d.curve ?? []
      let low = curve.count == Distribution.percents.count ? curve[2] : d.min
      body += text(left - 8, y + 4, row.label, anchor: "end")
      body += line(axis.place(d.min), y, axis.place(d.max), y, "#777")
      body += box(axis.place(low), y - 5, axis.place(d.p95), y + 5, "#9ab8d8")
      body += line(axis.place(d.p50), y - 8, axis.place(d.p50), y + 8, "#000", 2)
      body += line(axis.place(d.p99), y - 6, axis.place(d.p99), y + 6, "#b00", 2)
    }
    return svg(height, body)
  }

  /// One figure over the kept runs, from 0 up.
  static func history(_ values: [(label: String, value: Double)], unit: String) -> String {
    let top = max(values.map(\.value).max() ?? 0, 1e-9) * 1.1
    let height = 120.0
    let floor = height - 24
    func x(_ index: Int) -> Double {
      let span = width - left - right
      return left + span * (Double(index) + 0.5) / Double(max(1, values.count))
    }
    func y(_ value: Double) -> Double { floor - (floor - 8) * value / top }
    var body = line(left, floor, width - right, floor, "#777")
    body += text(left - 8, y(top / 1.1) + 4, "\(Table.text(top / 1.1)) \(unit)", anchor: "end")
    body += text(left - 8, floor + 4, "0", anchor: "end")
    for (index, entry) in values.enumerated() {
      if index > 0 {
        body += line(x(index - 1), y(values[index - 1].value), x(index), y(entry.value), "#369", 2)
      }
      body += "<circle cx='\(number(x(index)))' cy='\(number(y(entry.value)))' r='4' fill='#369'/>"
      body += text(x(index), y(entry.value) - 8, Table.text(entry.value), anchor: "middle")
      body += text(x(index), height - 6, entry.label, anchor: "middle")
    }
    return svg(height, body)
  }

  // MARK: Pieces

  /// A logarithmic axis in the drawing's width.
  private struct Axis {
    let low: Double
    let high: Double

    init(from least: Double, to greatest: Double) {
      low = floor(log10(least))
      high = max(ceil(log10(greatest)), low + 1)
    }

    func place(_ value: Double) -> Double {
      let share = (log10(max(value, pow(10, low))) - low) / (high - low)
      return left + (width - left - right) * share
    }

    func grid(height: Double, unit: String) -> String {
      var drawn = ""
      for power in Int(low)...Int(high) {
        let x = place(pow(10, Double(power)))
        drawn += line(x, 2, x, height, "#ddd")
        drawn += text(
          x, height + 16, "\(Table.text(pow(10, Double(power)))) \(unit)", anchor: "middle")
      }
      return drawn
    }
  }

  private static func svg(_ height: Double, _ body: String) -> String {
    "<svg viewBox='0 0 \(number(width)) \(number(height))' role='img'>\(body)</svg>\n"
  }

  private static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String, _ stroke: Double = 1
  ) -> String {
    "<line x1='\(number(x1))' y1='\(number(y1))' x2='\(number(x2))' y2='\(number(y2))' "
      + "stroke='\(colour)' stroke-width='\(number(stroke))'/>"
  }

  private static func box(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String
  ) -> String {
    "<rect x='\(number(x1))' y='\(number(y1))' width='\(number(max(1, x2 - x1)))' "
      + "height='\(number(y2 - y1))' fill='\(colour)'/>"
  }

  private static func text(_ x: Double, _ y: Double, _ words: String, anchor: String) -> String {
    "<text x='\(number(x))' y='\(number(y))' text-anchor='\(anchor)'>\(Page.escaped(words))</text>"
  }

  private static func number(_ value: Double) -> String {
    String(format: "%.1f", locale: Locale(identifier: "en_US_POSIX"), value)
  }
}
