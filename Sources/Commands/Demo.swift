internal import Foundation

/// One performance: starts everything, plays the call, tells what was measured, cleans up.
struct Demo {
  private let surroundings: Surroundings
  private let paint: DemoPaint
  private let keeps: Bool

  init(_ surroundings: Surroundings, _ paint: DemoPaint, keeps: Bool) {
    self.surroundings = surroundings
    self.paint = paint
    self.keeps = keeps
  }

  /// Plays it.
  ///
  /// - Returns: `.well` only if every claim held.
  func run() throws -> ExitStatus {
    let site = try DemoSite()
    defer { if !keeps { site.remove() } }
    let stage = DemoStage()
    var play = DemoPlay(stage, site, keeps: keeps)
    var failure: String?
    do { try play.perform() } catch { failure = "\(error)" }
    let statuses = stage.end()
    if failure == nil { failure = play.readRecord(statuses) }
    let report = DemoReport(play, paint)
    surroundings.say(report.text)
    if let failure {
      surroundings.talk(paint.bad("The demonstration failed: \(failure)"))
      for line in stage.lastWords { surroundings.talk("  " + line) }
    }
    if keeps {
      try stage.boxLog.joined(separator: "\n").write(
        toFile: site.directory + "/box.log", atomically: false, encoding: .utf8)
    }
    if keeps { surroundings.talk("kept: \(site.directory)") }
    return failure == nil && report.allIsWell ? .well : .failed
  }
}
