import Foundation
import Routing
import Switchboard
import Testing

/// The prompts that the box ships: one sentence for everything that it can say.
@Suite struct PromptTests {
  private static let directory = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "firmware-config/rootfs/usr/share/liandong/prompts")

  private static let said =
    Prompt.standard.map(\.name) + Refusal.allCases.map { "refused-\($0.rawValue)" }
    + [Failure.busy, .declined, .noAnswer, .notFound, .unreachable, .noMedia].map {
      "target-\($0)"
    } + [
      "target-failed", "joined", "emergency", "responsible-you", "responsible-other", "nobody-told",
    ]

  @Test(arguments: said) func everySentenceIsInTheTableAndRecorded(name: String) throws {
    let table = try String(
      contentsOf: Self.directory.appending(path: "prompts.csv"), encoding: .utf8)
    #expect(table.split(separator: "\n").contains { $0.hasPrefix("\(name),") })
    let recording = Self.directory.appending(path: "\(name).wav")
    #expect(FileManager.default.fileExists(atPath: recording.path))
  }
}
