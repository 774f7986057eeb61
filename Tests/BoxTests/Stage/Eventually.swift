import Foundation

/// Something that should have happened within its time and did not.
struct NeverHappened: Error, CustomStringConvertible {
  let description: String

  init(_ what: String) { description = "never happened: \(what)" }
}

/// Plays again, up to three times in all, while there is something to complain of: a hole that the machine made is
/// elsewhere the next time or not at all, one of the box's own is there each time.
func withoutComplaint(_ play: () async throws -> [String]) async throws {
  var complaints: [[String]] = []
  while complaints.count < 3 {
    complaints.append(try await play())
    if complaints.last?.isEmpty == true { return }
  }
  throw NeverHappened("a play without a complaint\n\(complaints)")
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
