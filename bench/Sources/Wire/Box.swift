internal import ChildProcess
internal import Foundation

/// `liandong serve` as a child, with a site of its own in a directory of its own.
final class Box: Exchange {
  let kinds = KeyKind.ofPhones
  let directory: String
  let site: String
  private let binary: String
  private let process: ChildProcess
  private let errors: String
  private var commandDescriptor: Int32?

  /// Starts the box and waits until it says that it is ready.
  ///
  /// - Parameters:
  ///   - files: what else lies beside the site file, by name.
  ///   - environment: what it finds there besides what this process has, given its directory.
  /// - Throws: `BenchError` with the box's own words when it does not start within 10 s.
  init(
    _ binary: String, site text: String, files: [String: String] = [:],
    environment: (_ directory: String) throws -> [String: String] = { _ in [:] }
  ) throws {
    self.binary = binary
    directory = Children.directory + "/box-\(UUID().uuidString.prefix(8))"
    site = directory + "/site.conf"
    errors = directory + "/log"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try text.write(toFile: site, atomically: false, encoding: .utf8)
    for (name, text) in files {
      try text.write(toFile: directory + "/" + name, atomically: false, encoding: .utf8)
    }
    process = try ChildProcess(
      binary, ["serve", "--site", site], environment: environment(directory),
      group: Children.group(), errors: .file(errors))
    for _ in 0..<1000 {
      if log.contains("event=ready") { return }
      guard process.isRunning else { break }
      usleep(10_000)
    }
    let words = log
    stop()
    throw BenchError("the box did not start: \(words.suffix(500))")
  }

  deinit { stop() }

  var pid: Int32 { process.pid }
  var isRunning: Bool { process.isRunning }
  var log: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }
  /// Waits until a line of the log has all these words.
  ///
  /// - Throws: `BenchError` when it does not come within 10 s.
  func logs(_ words: String...) throws {
    for _ in 0..<1_000 {
      if log.split(separator: "\n").contains(where: { line in words.allSatisfy(line.contains) }) {
        return
      }
      usleep(10_000)
    }
    throw BenchError("the box did not log \(words.joined(separator: " "))")
  }

  var controlSocket: String { directory + "/data/control.sock" }

  /// Ends the box and removes its files.
  func stop() {
    if let descriptor = commandDescriptor { ControlKey.close(descriptor) }
    commandDescriptor = nil
    process.end()
    try? FileManager.default.removeItem(atPath: directory)
  }

  func command(_ key: SeatKey, at post: Post) throws -> Int64 {
    try press(post.key(key), seat: post.firstSeat)
  }

  /// Presses a seat's key as `liandong key` does.
  ///
  /// - Returns: the moment just before the command was written.
  @discardableResult
  func press(_ key: String, seat: String) throws -> Int64 {
    guard let press = ControlKey.press(key, seat: seat, at: controlSocket) else {
      throw BenchError("the control socket does not answer")
    }
    // The answer is not waited for: who reads it would make the phones late.
    if let before = commandDescriptor { ControlKey.close(before) }
    commandDescriptor = press.descriptor
    return press.at
  }

  /// The closed calls' records, as `liandong cdr --json` prints them.
  func records() throws -> [[String: Any]] {
    let text = try Shell.run(binary, ["cdr", "--json", "--site", site]).output
    return text.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  /// `liandong status --json`.
  func status() throws -> [String: Any] {
    let text = try Shell.run(binary, ["status", "--json", "--site", site]).output
    return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }

  /// `liandong calls`, for a person to read.
  func calls() throws -> String {
    try Shell.run(binary, ["calls", "--site", site]).output
  }

  // MARK: What it costs, from /proc

  /// User and system time of all threads so far, in seconds; to the nanosecond, where `/proc`'s stat
  /// only counts whole ticks that a thread happened to be caught in.
  var cpuSeconds: Double { Time.cpu(of: pid) }

  /// Resident memory in KiB.
  var residentKiB: Int {
    let text = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }

  var openFiles: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count) ?? 0
  }
}
