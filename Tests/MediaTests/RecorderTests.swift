import Audio
import Foundation
import Media
import Synchronization
import Testing

/// What becomes of a recording when the recorder cannot keep up, or may not write.
@Suite(.serialized) struct RecorderTests {
  private final class Outcome: Sendable {
    private let state = Mutex<(finished: [Recorder.Finished], problems: [String?])>(([], []))
    var finished: [Recorder.Finished] { state.withLock { $0.finished } }
    var problems: [String?] { state.withLock { $0.problems } }
    func add(_ recording: Recorder.Finished) { state.withLock { $0.finished.append(recording) } }
    func add(_ problem: String?) { state.withLock { $0.problems.append(problem) } }
  }

  private let outcome = Outcome()
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "liandong-recorder-\(UUID().uuidString.prefix(8))")

  private func studio(_ adjust: (inout Recorder.Settings) -> Void) throws -> Studio {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    var settings = Recorder.Settings(directory: directory.path) { [outcome] in outcome.add($0) }
    settings.onProblem = { [outcome] in outcome.add($0) }
    adjust(&settings)
    return try Studio { $0.recorder = settings }
  }

  /// A disk that hangs, played by a recording whose file is a pipe without a reader: opening it waits
  /// for one, as for a disk. Packets fill the ring meanwhile; those that find no room are counted, named
  /// as a gap at their place, and are silence there; what stood in the ring is not lost.
  @Test func aRecorderThatHangsLosesWhatItsRingDoesNotHold() throws {
    let studio = try studio { $0.packets = 64 }
    defer { try? FileManager.default.removeItem(at: directory) }
    try studio.join("citizen", tone: 700)
    try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat", "seat: citizen")
    let recorder = try #require(studio.plane.recorder)
    let path = directory.appending(path: "call.wav").path
    let hang = directory.appending(path: "hang.wav").path
    try #require(mkfifo(hang + ".open", 0o600) == 0)

    let id = RecordingID(1)
    recorder.begin(id, path: path)
    studio.plane.record(studio.id("citizen"), into: RecordingTap(id, .citizen))
    // The first second is written, then the recorder hangs in the other file.
    #expect(studio.hearing(60, "citizen"))
    #expect(studio.wait { FileManager.default.fileExists(atPath: path + ".open") })
    recorder.begin(RecordingID(2), path: hang)
    recorder.end(RecordingID(2))
    let before = studio.plane.statistics().unrecorded
    #expect(before == 0)
    #expect(studio.wait { studio.plane.statistics().unrecorded > 60 })
    let lost = studio.plane.statistics().unrecorded
    // Somebody reads: the recorder is free again.
    let reader = open(hang + ".open", O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    #expect(studio.hearing(60, "citizen"))
    let atEnd = studio.plane.statistics().unrecorded
    recorder.end(id)
    #expect(studio.wait { outcome.finished.contains { $0.id == id } })

    let recording = try #require(outcome.finished.first { $0.id == id })
    let (first, last) = (try #require(recording.gaps.first), try #require(recording.gaps.last))
    #expect(recording.isThere && recording.gaps.allSatisfy { $0.reason == .overrun })
    // As many packets as were counted: in one gap, unless the recorder was stopped again while it caught up.
    let now = studio.plane.statistics().unrecorded
    let length = recording.gaps.map(\.length).reduce(0, +)
    #expect((atEnd * 20...now * 20).contains(length) && atEnd >= lost)
    let sides = try Self.sides(of: path)
    let citizen = sides.left
    #expect(abs(citizen.count / 8 - recording.milliseconds) <= 1)
    // Before it and after it the citizen is heard, in it nobody.
    let (from, to) = (first.start * 8, (last.start + last.length) * 8)
    #expect(Goertzel.amplitude(of: 700, in: citizen[(from - 4_000)..<from]) > 5_000)
    for gap in recording.gaps where gap.length > 40 {
      let inside = (gap.start * 8 + 160)..<((gap.start + gap.length) * 8 - 160)
      #expect(citizen[inside].allSatisfy { $0 == 0 })
    }
    #expect(Goertzel.amplitude(of: 700, in: citizen[(to + 160)..<(to + 2_000)]) > 5_000)
  }

  /// The mixer's ring of sound cards' frames, likewise.
  @Test func aRecorderThatHangsCountsTheFramesOfACardToo() throws {
    let studio = try studio { $0.packets = 64 }
    defer { try? FileManager.default.removeItem(at: directory) }
    let card = FakeCard()
    card.tone = 1_100
    let seat = try studio.plane.open(card: card.line)
    let recorder = try #require(studio.plane.recorder)
    let path = directory.appending(path: "card.wav").path
    let hang = directory.appending(path: "hang.wav").path
    try #require(mkfifo(hang + ".open", 0o600) == 0)
    func passes(_ condition: () -> Bool) -> Bool {
      studio.wait {
        card.serve()
        return condition()
      }
    }
    let id = RecordingID(1)
    recorder.begin(id, path: path)
    studio.plane.record(seat, into: RecordingTap(id, .others))
    #expect(passes { FileManager.default.fileExists(atPath: path + ".open") })
    #expect(studio.plane.statistics().unrecorded == 0)
    recorder.begin(RecordingID(2), path: hang)
    recorder.end(RecordingID(2))
    #expect(passes { studio.plane.statistics().unrecorded > 20 })
    let reader = open(hang + ".open", O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    // It goes on with what comes from now on.
    let ticks = studio.plane.statistics().ticks
    #expect(passes { studio.plane.statistics().ticks > ticks + 100 })
    let lost = studio.plane.statistics().unrecorded
    recorder.end(id)
    #expect(passes { outcome.finished.contains { $0.id == id } })
    let gaps = try #require(outcome.finished.first { $0.id == id }).gaps
    #expect(!gaps.isEmpty && gaps.allSatisfy { $0.reason == .overrun })
    // What found no room behind the end of the recording is not its own.
    let all = studio.plane.statistics().unrecorded
    #expect((lost * 20...all * 20).contains(gaps.map(\.length).reduce(0, +)))
  }

  /// Less is free than what is to stay free: nothing is written, the call's place in the file is kept,
  /// and it goes on by itself when there is room again.
  @Test func theReserveOfTheDiskIsLeftAlone() throws {
    let studio = try studio { $0.reserve = .max }
    defer { try? FileManager.default.removeItem(at: directory) }
    try studio.join("citizen", tone: 700)
    try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat", "seat: citizen")
    let recorder = try #require(studio.plane.recorder)
    let path = directory.appending(path: "call.wav").path
    let id = RecordingID(1)
    recorder.begin(id, path: path)
    studio.plane.record(studio.id("citizen"), into: RecordingTap(id, .citizen))
    #expect(studio.wait { recorder.problem?.contains("MiB are reserved") == true })
    #expect(studio.hearing(75, "citizen"))
    #expect(!FileManager.default.fileExists(atPath: path + ".open"))
    recorder.setReserve(0)
    #expect(studio.wait { recorder.problem == nil && outcome.problems.count == 2 })
    #expect(studio.hearing(75, "citizen"))
    recorder.end(id)
    #expect(studio.wait { !outcome.finished.isEmpty })
    let recording = try #require(outcome.finished.first)
    #expect(recording.isThere && recording.gaps.map(\.reason) == [.disk])
    let gap = try #require(recording.gaps.first)
    #expect(gap.start == 0 && gap.length >= 1_000)
    let sides = try Self.sides(of: path)
    let citizen = sides.left
    #expect(citizen[..<(gap.length * 8)].allSatisfy { $0 == 0 })
    #expect(
      Goertzel.amplitude(of: 700, in: citizen[(gap.length * 8 + 160)...].prefix(4_000)) > 5_000)
  }

  private static func sides(of path: String) throws -> (left: [Int16], right: [Int16]) {
    let bytes = try Array(Data(contentsOf: URL(filePath: path)))
    let words = stride(from: 44, to: bytes.count - 1, by: 2).map {
      Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
    }
    return (
      stride(from: 0, to: words.count - 1, by: 2).map { words[$0] },
      stride(from: 1, to: words.count, by: 2).map { words[$0] }
    )
  }
}
