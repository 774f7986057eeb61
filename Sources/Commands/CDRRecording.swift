internal import Foundation
internal import Records
internal import Site

/// `liandong cdr recording`.
enum CDRRecording {
  static let out = Option("--out", "FILE", "with recording: copy it there; FILE must not exist")

  static func run(_ invocation: Invocation) throws -> ExitStatus {
    let arguments = invocation.arguments
    guard arguments.operands.count == 2 else {
      throw CommandFailure.usage("recording wants a call: its id, as liandong cdr prints it")
    }
    let id = try CDRCommand.call(arguments.operands[1])
    guard arguments.value(.reason) != nil else {
      throw CommandFailure.usage("recording wants --reason TEXT: why it is listened to")
    }
    guard invocation.surroundings.onlooker.role >= .supervisor else {
      throw CommandFailure(
        "only members of liandong-supervisor and liandong-auditor, and root, may hear recordings")
    }
    let targets = arguments.value(out)
    if let targets, FileManager.default.fileExists(atPath: targets) {
      throw CommandFailure("\(targets) exists already; nothing was written")
    }
    let site = try invocation.site()
    let lookUp = try LookUp(invocation, of: "cdr", at: site)
    do {
      let shown = try show(id, targets, site, invocation.surroundings)
      try lookUp.end(shown.count)
      return shown.isWhole ? .well : .failed
    } catch {
      try lookUp.end(0, outcome: "failed")
      throw error
    }
  }

  /// Prints or copies what there is of the call.
  private static func show(
    _ id: String, _ target: String?, _ site: SiteConfiguration, _ surroundings: Surroundings
  ) throws -> (count: Int, isWhole: Bool) {
    let directory = RecordDirectory(site.dataDirectory)
    let progress = Progress("reading records", surroundings)
    guard
      let entry = try CDRReader(directory: directory, zone: site.timeZone)
        .call(id, progress: progress.report)?.entry
    else { throw CommandFailure("there is no closed call \(id)") }
    progress.finish()
    guard !entry.recordings.isEmpty else { throw CommandFailure("call \(id) was not recorded") }
    var (count, isWhole) = (0, true)
    for (index, recording) in entry.recordings.enumerated() {
      guard let file = try RecordingFile(recording, in: directory) else {
        surroundings.talk("\(recording.file) is gone: it was kept long enough, or removed")
        isWhole = false
        continue
      }
      if let problem = file.problem {
        surroundings.talk("\(file.path) is not what was recorded: \(problem)")
        isWhole = false
      }
      if let target {
        let place = Self.place(target, index)
        try file.copy(to: place)
        surroundings.talk("wrote \(place)")
      } else {
        surroundings.say(file.path)
      }
      count += 1
    }
    return (count, isWhole)
  }

  /// `call.wav`, `call-2.wav`, ….
  private static func place(_ target: String, _ index: Int) -> String {
    guard index > 0 else { return target }
    let url = URL(filePath: target)
    let ending = url.pathExtension.isEmpty ? "" : ".\(url.pathExtension)"
    return url.deletingPathExtension().path + "-\(index + 1)" + ending
  }
}
