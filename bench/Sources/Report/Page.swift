/// The kept runs as one HTML page without a script or a second file.
struct Page {
  /// Oldest first, never empty.
  let runs: [RunFile]

  var html: String {
    let last = runs[runs.count - 1]
    return """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Liandong: bench</title>
      <style>\(Page.style)</style></head><body>
      <h1>Liandong: what the bench saw</h1>
      \(machine(last))
      <h2>Against the targets</h2>
      \(targets(last))
      <h2>Distributions</h2>
      <p>Grey: least to greatest. Blue: p5 to p95. Black: p50. Red: p99. The axis is logarithmic.</p>
      \(distributions(last))
      <h2>History</h2>
      \(history)
      </body></html>

      """
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("'", with: "&#39;")
  }

  private static let style = """
    body { font: 15px/1.45 sans-serif; max-width: 820px; margin: 2em auto; padding: 0 1em; color: #111; }
    table { border-collapse: collapse; width: 100%; } svg { width: 100%; font: 12px sans-serif; }
    td, th { border-bottom: 1px solid #ccc; padding: .3em .6em; text-align: left; vertical-align: top; }
    h3 { margin-bottom: .2em; break-after: avoid; } svg { break-inside: avoid; }
    """

  private func machine(_ run: RunFile) -> String {
    let machine = run.machine
    let skipped = run.skipped.map { "<br>Left out: \(Page.escaped($0))" }.joined()
    return "<p>Newest of \(runs.count): \(machine.date), liandong \(machine.liandong), "
      + "\(Page.escaped(machine.cpu)), \(machine.cpus) CPUs, \(Page.escaped(machine.system)), kernel "
      + "\(machine.kernel), pjproject \(machine.pjproject), \(Page.escaped(machine.swift)); load before "
      + "the run \(machine.load), \(run.mode) run of \(run.seconds) s.\(skipped)</p>"
  }

  private func targets(_ run: RunFile) -> String {
    var rows = "<tr><th>figure</th><th>Asterisk 22.10</th><th>target</th><th>this run</th></tr>\n"
    for row in Target.rows {
      let seen = Table.seen(row, in: run.measures)
      if seen.isEmpty { continue }
      let cells = [row.figure, row.asterisk, row.target, seen.joined(separator: "; ")]
      rows += "<tr>\(cells.map { "<td>\(Page.escaped($0))</td>" }.joined())</tr>\n"
    }
    return "<table>\(rows)</table>"
  }

  /// One drawing for each part of the bench and unit.
  private func distributions(_ run: RunFile) -> String {
    var groups: [String: [Plot.Row]] = [:]
    for (name, measure) in run.measures {
      guard let distribution = measure.distribution, distribution.max > 0 else { continue }
      let part = name.split(separator: ".").first.map(String.init) ?? name
      let label = name.split(separator: ".").dropFirst().joined(separator: " ")
      groups["\(part), \(measure.unit)", default: []].append(
        Plot.Row(label: label, distribution: distribution))
    }
    return groups.sorted { $0.key < $1.key }.map { title, rows in
      let unit = title.split(separator: " ").last.map(String.init) ?? ""
      let sorted = rows.sorted { $0.label < $1.label }
      return "<h3>\(Page.escaped(title))</h3>\n" + Plot.distributions(sorted, unit: unit)
    }.joined()
  }

  /// Each figure of the table of targets, over all runs that have it.
  private var history: String {
    Target.rows.flatMap(\.names).map { name in
      let seen = runs.compactMap { run -> (label: String, value: Double)? in
        let measure = run.measures[name]
        return (measure?.value ?? measure?.distribution?.p50).map {
          (String(run.machine.date.prefix(10)), $0)
        }
      }
      guard !seen.isEmpty else { return "" }
      let measure = runs[runs.count - 1].measures[name]
      let what = measure?.distribution == nil ? "" : ", p50"
      return "<h3>\(Page.escaped(name))\(what)</h3>\n"
        + Plot.history(seen, unit: measure?.unit ?? "")
    }.joined()
  }
}
