/// Charts as SVG that a black-and-white printer keeps apart: dark, middle, and hatched.
enum ReportChart {
  static let width = 720

  /// The hatching that all charts share; once a page.
  static let patterns = """
    <svg width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" \
    patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" \
    fill="#fff"/><rect width="2" height="6" fill="#b3261e"/></pattern></defs></svg>
    """

  private static let fills = ["#174a7c", "#86b2d9", "url(#hatch)"]

  /// Upright bars, each of up to three layers.
  static func columns(_ labels: [String], _ layers: [(String, [Int])]) -> String {
    let height = 190
    let (left, bottom, top) = (46, 24, 26)
    let sums = labels.indices.map { index in layers.reduce(0) { $0 + $1.1[index] } }
    let highest = scale(sums.max() ?? 0)
    let room = Double(height - bottom - top)
    let step = Double(width - left) / Double(max(1, labels.count))
    var svg = legend(layers.map(\.0))
    for line in 0...4 {
      let y = Double(height - bottom) - room * Double(line) / 4
      svg += "<line x1=\"\(left)\" y1=\"\(fixed(y))\" x2=\"\(width)\" y2=\"\(fixed(y))\" "
      svg += "stroke=\"#ccc\" stroke-width=\"0.6\"/>"
      svg += label(Double(left - 5), y + 4, "end", axis(highest, line))
    }
    for (index, name) in labels.enumerated() {
      var y = Double(height - bottom)
      for (layer, part) in layers.enumerated() where part.1[index] > 0 {
        let size = room * Double(part.1[index]) / Double(highest)
        y -= size
        svg +=
          "<rect x=\"\(fixed(Double(left) + step * (Double(index) + 0.14)))\" y=\"\(fixed(y))\" "
        svg += "width=\"\(fixed(step * 0.72))\" height=\"\(fixed(size))\" "
        svg += "fill=\"\(fills[layer % 3])\" stroke=\"#333\" stroke-width=\"0.4\"/>"
      }
      let x = Double(left) + step * (Double(index) + 0.5)
      svg += label(x, Double(height - bottom + 15), "middle", name)
    }
    return wrapped(svg, height)
  }

  /// Level bars with a name before and a number behind each.
  static func bars(_ rows: [(String, [Int])], _ layers: [String]) -> String {
    let (row, top, left, right) = (24, 26, 170, 60)
    let highest = max(1, rows.map { $0.1.reduce(0, +) }.max() ?? 1)
    let room = Double(width - left - right)
    var svg = legend(layers)
    for (index, part) in rows.enumerated() {
      let y = top + index * row
      svg += label(Double(left - 8), Double(y + 15), "end", part.0)
      var x = Double(left)
      for (layer, value) in part.1.enumerated() where value > 0 {
        let size = room * Double(value) / Double(highest)
        let fill = layers.count == 2 && layer == 1 ? fills[2] : fills[layer % 3]
        svg +=
          "<rect x=\"\(fixed(x))\" y=\"\(y + 3)\" width=\"\(fixed(size))\" height=\"\(row - 8)\" "
        svg += "fill=\"\(fill)\" stroke=\"#333\" stroke-width=\"0.4\"/>"
        x += size
      }
      svg += label(x + 6, Double(y + 15), "start", String(part.1.reduce(0, +)))
    }
    return wrapped(svg, top + rows.count * row + 6)
  }

  private static func wrapped(_ content: String, _ height: Int) -> String {
    "<svg viewBox=\"0 0 \(width) \(height)\" role=\"img\" font-size=\"11\">\(content)</svg>"
  }

  private static func legend(_ names: [String]) -> String {
    var svg = ""
    for (index, name) in names.enumerated() {
      let x = 46 + index * 170
      let fill = names.count == 2 && index == 1 ? fills[2] : fills[index % 3]
      svg += "<rect x=\"\(x)\" y=\"3\" width=\"13\" height=\"11\" fill=\"\(fill)\" "
      svg += "stroke=\"#333\" stroke-width=\"0.4\"/>"
      svg += label(Double(x + 18), 13, "start", name)
    }
    return svg
  }

  private static func label(_ x: Double, _ y: Double, _ anchor: String, _ text: String) -> String {
    "<text x=\"\(fixed(x))\" y=\"\(fixed(y))\" text-anchor=\"\(anchor)\">"
      + HTMLText.escaped(text) + "</text>"
  }

  /// The next round number whose quarters are whole or simple.
  private static func scale(_ value: Int) -> Int {
    var step = 1
    while step < Int.max / 100 {
      for factor in [4, 8, 12, 20, 40] where factor * step >= value { return factor * step }
      step *= 10
    }
    return max(value, 4)
  }

  private static func axis(_ highest: Int, _ line: Int) -> String { String(highest / 4 * line) }

  private static func fixed(_ value: Double) -> String {
    ReportCell.decimal(Int64((value * 10).rounded()), 1, digits: 1) ?? "0"
  }
}
