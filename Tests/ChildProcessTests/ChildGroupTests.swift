import ChildProcess
import Foundation
import Glibc
import Testing

/// The children of a process that is killed. Each holds the pipe that the test reads: its end is theirs.
@Suite struct ChildGroupTests {
  private func said(by script: String, until signal: Int32) throws -> String {
    let parent = try ChildProcess(Self.parent, [script], output: .pipe)
    var first: UInt8 = 0
    #expect(read(parent.output, &first, 1) == 1 && first == UInt8(ascii: "+"))
    parent.signal(signal)
    let rest = parent.readToEnd()
    #expect(parent.wait() == -signal)
    return rest
  }

  @Test(arguments: [SIGKILL, SIGTERM, SIGINT])
  func nobodyOutlivesTheirParent(_ signal: Int32) throws {
    // A child, and a grandchild that nobody knows of.
    let rest = try said(
      by: "(sleep 60; echo grandchild) & printf +; sleep 60; echo child", until: signal)
    #expect(rest == "")
  }

  @Test func whoeverDoesNotHearIsKilled() throws {
    let rest = try said(
      by: "trap '' TERM INT HUP; printf +; sleep 60; echo deaf", until: SIGKILL)
    #expect(rest == "")
  }

  @Test func theGroupEndsWithItsValue() throws {
    var group: ChildGroup? = try ChildGroup()
    let child = try ChildProcess("/bin/sleep", ["60"], group: group)
    group?.end()
    #expect(child.wait() == -SIGKILL)
    #expect(throws: CannotStart.self) { try ChildProcess("/bin/true", [], group: group) }
    group = nil
  }

  private static let parent =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: ".build/debug/ChildParent").path
}
