import Foundation
import Glibc
import Testing

@testable import Console

@Suite struct DataDirectoryLockTests {
  @Test func aSecondBoxIsRefusedWithTheFirstOnesProcess() throws {
    let bench = try ControlBench()
    defer { bench.finish() }
    let error = #expect(throws: ConsoleError.self) {
      try DataDirectoryLock(directory: bench.directory)
    }
    #expect(error == .alreadyRunning(pid: getpid()))
    #expect(
      error?.description == "another liandong runs with this data-dir (pid \(getpid()))")
  }

  @Test func theLockEndsWithItsHolder() throws {
    let directory = ControlBench.newDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    for _ in 0..<3 {
      let lock = try DataDirectoryLock(directory: directory)
      #expect(lock.controlSocket == directory + "/control.sock")
    }
  }

  @Test func aDeadBoxesSocketIsReplaced() throws {
    let directory = ControlBench.newDirectory()
    let path = DataDirectoryLock.controlSocket(in: directory)
    do {
      _ = try DataDirectoryLock(directory: directory)
      let dead = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      #expect(try SocketPath(path).use { bind(dead, $0, $1) } == 0)
      close(dead)
    }
    #expect(throws: ConsoleError.notRunning(path: path)) {
      try ControlClient(path: path).request("status")
    }
    let bench = try ControlBench(directory: directory)
    bench.answerAll { _ in .ok }
    try ControlClient(path: path).request("status")
    bench.finish()
    #expect(throws: ConsoleError.notRunning(path: path)) {
      try ControlClient(path: path).request("status")
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func aFileWithTheSocketsNameIsLeftAlone() throws {
    let directory = ControlBench.newDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let lock = try DataDirectoryLock(directory: directory)
    try Data("mine".utf8).write(to: URL(filePath: lock.controlSocket))
    #expect(throws: ConsoleError.self) { try ControlServer(lock: lock) {} }
    #expect(FileManager.default.contents(atPath: lock.controlSocket) == Data("mine".utf8))
  }

  @Test func aPathOfAnyLengthWill() throws {
    let root = ControlBench.newDirectory()
    defer { try? FileManager.default.removeItem(atPath: root) }
    let deep = root + "/" + String(repeating: "long-name/", count: 15) + "data"
    try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
    let bench = try ControlBench(directory: deep)
    bench.answerAll { _ in .ok }
    try ControlClient(path: bench.path).request("status")
    bench.finish()
  }

  @Test func onlyOwnerAndGroupMaySpeakToTheBox() throws {
    let bench = try ControlBench()
    defer { bench.finish() }
    let attributes = try FileManager.default.attributesOfItem(atPath: bench.path)
    #expect(attributes[.posixPermissions] as? Int == 0o660)
  }

  @Test func noDirectoryIsNoBox() {
    let path = ControlBench.newDirectory() + "/control.sock"
    #expect(throws: ConsoleError.notRunning(path: path)) {
      try ControlClient(path: path).request("status")
    }
  }
}
