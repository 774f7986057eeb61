import Foundation
import Simulation
import Site
import Testing

/// The call flows of `Tests/Flows`: the same files that `liandong simulate` plays.
@Suite struct FlowTests {
  static let directory = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Flows")

  static let flows = ((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? [])
    .filter { $0.hasSuffix(".flow") }.sorted()

  @Test func flowsAreFound() { #expect(Self.flows.count >= 40) }

  @Test(arguments: flows) func everyEffectIsAsWritten(name: String) throws {
    let text = try String(contentsOf: Self.directory.appending(path: name), encoding: .utf8)
    let site = try SiteFile.load(Self.directory.appending(path: "city.conf").path)
    var run = FlowRun(directory: site.directory, keys: site.keys, policy: site.policy)
    let outcome = run.play(Flow(text))
    #expect(outcome.errors.isEmpty, "\(name) \(outcome.errors)")
    // Every effect is written down: a flow that expects less than what happens is no proof.
    #expect(outcome.text == text, "run 'liandong simulate --update' and read the difference")
  }
}
