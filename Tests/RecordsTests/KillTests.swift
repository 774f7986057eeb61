import ChildProcess
import Foundation
import Glibc
import Testing

@testable import Records
@testable import Switchboard

/// A real process that keeps records dies by `SIGKILL` at random moments, also while it repairs what
/// the last one left, and starts again on the same files.
@Suite struct KillTests {
  /// `make kill-records` kills a thousand times.
  private static let kills =
    ProcessInfo.processInfo.environment["LIANDONG_KILLS"].flatMap(Int.init) ?? 250

  @Test func noKillLosesInventsOrSpoilsARecord() throws {
    let scratch = Scratch()
    var dice = Dice(seed: 1_000)
    var said = Said()
    var files: [String] = [scratch.records.cdr]
    for run in 1...Self.kills {
      let writer = try Writer(scratch.path, run)
      // Soon after its birth, or after some of its batches: a moment is where the dice find it.
      let isYoung = Int.random(in: 0..<4, using: &dice) == 0
      if !isYoung { said.take(writer.read(atLeast: Int.random(in: 1..<60, using: &dice))) }
      usleep(UInt32.random(in: 0..<(isYoung ? 40_000 : 2_000), using: &dice))
      said.take(try writer.kill())
      if Int.random(in: 0..<12, using: &dice) == 0 {
        let rotated = "\(scratch.records.cdr)-\(run)"
        if rename(scratch.records.cdr, rotated) == 0 { files.append(rotated) }
      }
    }
    let recovery = try scratch.files().recovery
    #expect(recovery.damagedLines == 0)
    let entries = try files.flatMap { try scratch.entries($0) }
    let ids = Set(entries.map(\.id))
    #expect(ids.count == entries.count, "a call has two records")
    #expect(said.open.union(said.closed).subtracting(ids) == [], "acknowledged and lost")
    #expect(ids.subtracting(said.begun) == [], "invented")
    for entry in entries where entry.ending != "box-stopped" {
      #expect(entry.ending == "caller-hung-up" && entry.durationMilliseconds == 65_000)
    }
    let stopped = Set(entries.filter { $0.ending == "box-stopped" }.map(\.id))
    #expect(stopped.isDisjoint(with: said.closed), "the last word of a call was forgotten")
    #expect(stopped.count > Self.kills / 4, "kills that meet no open call prove nothing")
    var verifier = ChainVerifier(.cdr, in: scratch.records)
    let found = try verifier.run()
    #expect(found.problems == [] && found.lines == entries.count)
    print(
      "\(Self.kills) kills: \(entries.count) records, \(said.closed.count) acknowledged as closed, "
        + "\(stopped.count) closed as box-stopped, \(files.count) files")
  }
}

/// What the writers said of their calls.
private struct Said {
  var begun: Set<String> = []
  var open: Set<String> = []
  var closed: Set<String> = []

  mutating func take(_ words: [Substring]) {
    for word in words {
      switch word.first {
      case "+": open.insert(String(word.dropFirst()))
      case "-": closed.insert(String(word.dropFirst()))
      default: begun.insert(String(word))
      }
    }
  }
}

/// One `RecordWriter`, from its start to its kill.
private final class Writer {
  private let process: ChildProcess
  private var rest: [UInt8] = []

  init(_ directory: String, _ run: Int) throws {
    process = try ChildProcess(Self.binary, [directory, String(run)], output: .pipe)
  }

  /// The whole words that it says until there are enough of them.
  func read(atLeast count: Int) -> [Substring] {
    var words: [Substring] = []
    while words.count < count, let more = next() { words += more }
    return words
  }

  /// Ends it at once; what it had said until then.
  func kill() throws -> [Substring] {
    process.signal(SIGKILL)
    var words: [Substring] = []
    while let more = next() { words += more }
    let status = process.wait()
    #expect(status == -SIGKILL, "it ended by itself: \(status)")
    return words
  }

  private func next() -> [Substring]? {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(process.output, &chunk, chunk.count)
    guard count > 0 else { return nil }
    rest += chunk[..<count]
    guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    defer { rest = Array(rest[(end + 1)...]) }
    return String(decoding: rest[..<end], as: UTF8.self).split(separator: "\n")
  }

  /// Beside the tests, where `swift build` puts it.
  private static let binary: String = {
    var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let binary = folder.appending(path: "RecordWriter").path
      var status = stat()
      if stat(binary, &status) == 0, status.st_mode & S_IFMT == S_IFREG { return binary }
    }
    return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: ".build/debug/RecordWriter").path
  }()
}

extension Scratch {
  /// The records of a file; fails the test on a line that is none.
  fileprivate func entries(_ file: String) throws -> [CDREntry] {
    let bytes = read(file)
    try #require(bytes.isEmpty || bytes.last == UInt8(ascii: "\n"), "\(file) ends in a torn line")
    return try bytes.split(separator: UInt8(ascii: "\n")).map { try #require(CDREntry(line: $0)) }
  }
}
