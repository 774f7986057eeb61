internal import Records
internal import Site

/// Prints the records that a filter lets through.
struct CDRListing {
  private let surroundings: Surroundings
  private let format: RecordFormat?
  private let site: SiteConfiguration
  private let lookUp: LookUp

  /// - Parameter format: `nil` for the table.
  init(_ invocation: Invocation, _ site: SiteConfiguration, _ format: RecordFormat?)
    throws(CommandFailure)
  {
    surroundings = invocation.surroundings
    self.format = format
    self.site = site
    lookUp = try LookUp(invocation, of: "cdr", at: site)
  }

  func run(_ filter: CDRFilter) throws -> ExitStatus {
    let reader = CDRReader(directory: RecordDirectory(site.dataDirectory), zone: site.timeZone)
    let progress = Progress("reading records", surroundings)
    var table = RecordTable()
    let export = format.map { RecordExport($0, zone: site.timeZone) }
    var text = export?.head ?? ""
    var shown = 0
    let summary: CDRReader.Summary
    do {
      summary = try reader.read(filter, progress: progress.report) { match in
        let line = lookUp.isMasked ? NumberMask.masked(match.corrected) : match.corrected
        shown += 1
        guard let export else {
          if let entry = CDREntry(line: line[...]) { table.add(entry) }
          return
        }
        text += export.text(line)
        guard text.utf8.count > 65_536 else { return }
        progress.finish()
        surroundings.output.write(text)
        text = ""
        // Nobody reads any more: the rest of a long file need not be read either.
        if surroundings.output.isClosed { throw ReaderGone() }
      }
    } catch is ReaderGone {
      try lookUp.end(shown, outcome: "reader-gone")
      return .well
    } catch {
      try lookUp.end(shown, outcome: "failed")
      throw error
    }
    progress.finish()
    surroundings.output.write(text + (export?.tail ?? ""))
    if !table.isEmpty { surroundings.say(table.text) }
    try lookUp.end(shown)
    talk(of: summary)
    return .well
  }

  private func talk(of summary: CDRReader.Summary) {
    let unreadable = summary.unreadable
    if unreadable > 0 {
      surroundings.talk(
        "\(Count.of(unreadable, "line")) could not be read and "
          + "\(unreadable == 1 ? "is" : "are") left out")
    }
    if summary.matches == 0 { surroundings.talk("no calls match") }
  }

  /// Ends a listing whose reader went away.
  private struct ReaderGone: Error {}
}
