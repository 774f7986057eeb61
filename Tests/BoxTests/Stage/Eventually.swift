import Foundation

/// Something that should have happened within its time and did not.
struct NeverHappened: Error, CustomStringConvertible {
  let description: String

  init(_ what: String) { description = "never happened: \(what)" }
}

/// Looks every few milliseconds until there is an answer; time limits only tell a hang from a wait.
@discardableResult
func eventually<T>(
  _ what: @autoclosure () -> String, within limit: Duration = .seconds(30),
  _ look: () async throws -> T?
) async throws -> T {
  let clock = ContinuousClock()
  let end = clock.now + limit
  while true {
    if let found = try await look() { return found }
    guard clock.now < end else { throw NeverHappened(what()) }
    // Only the pace of looking: what is looked for decides, and the limit fails the test.
    try await Task.sleep(for: .milliseconds(5))
  }
}
