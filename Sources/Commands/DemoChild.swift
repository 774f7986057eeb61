internal import Foundation
internal import Glibc

/// A process of the demonstration with pipes to and from it: the box, or a phone.
final class DemoChild {
  let name: String
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var partial: [UInt8] = []
  /// Nothing more will be read.
  private(set) var hasEnded = false

  /// Starts this very program with other arguments.
  ///
  /// - Parameter reading: 1 to read its standard output, 2 its standard error.
  init(_ name: String, _ arguments: [String], reading: Int32 = 1) throws {
    self.name = name
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = arguments
    process.standardInput = input
    let devNull = FileHandle.nullDevice
    process.standardOutput = reading == 1 ? output : devNull
    process.standardError = reading == 2 ? output : devNull
    try process.run()
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  /// The file of the running program, even when it was replaced or is not in the PATH.
  private static var program: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }

  /// What `poll` watches.
  var descriptor: Int32 { output.fileHandleForReading.fileDescriptor }

  /// Writes a line to its standard input.
  func tell(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(input.fileHandleForWriting.fileDescriptor, bytes, bytes.count)
  }

  /// The whole lines that have come.
  func lines() -> [String] {
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        partial += chunk[..<count]
        continue
      }
      if count == 0 { hasEnded = true }
      break
    }
    var lines: [String] = []
    while let end = partial.firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(String(decoding: partial[..<end], as: UTF8.self))
      partial.removeFirst(end + 1)
    }
    return lines
  }

  /// Asks it to end as systemd would.
  func terminate() { if process.isRunning { process.terminate() } }

  /// Makes sure that it is gone; its exit status, negative for a signal.
  ///
  /// - Parameter patience: how long it may take by itself, seconds.
  func bury(patience: Double) -> Int32 {
    let end = Date() + patience
    while process.isRunning, Date() < end { usleep(5_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }
}
