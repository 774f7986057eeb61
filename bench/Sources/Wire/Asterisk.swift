internal import ChildProcess
internal import Foundation

/// Asterisk in a root of its own (`bench/peers/run` makes it), configured by the files in
/// `bench/peers/asterisk` for the same three phones.
final class Asterisk: Exchange {
  static let root = ".build/peers/asterisk"
  static let base = "127.0.45."
  let kinds: [KeyKind] = [.rfc4733, .refer, .console]
  private let process: ChildProcess
  private let manager: ManagerConnection

  /// Nil when there is no root.
  ///
  /// - Throws: `BenchError` when it does not start within 30 s.
  init?() throws {
    let directory = Asterisk.root + "/etc/liandong-bench"
    guard FileManager.default.fileExists(atPath: Asterisk.root + "/usr/sbin/asterisk") else {
      return nil
    }
    try Asterisk.configure(directory)
    process = try ChildProcess(
      "/usr/sbin/chroot",
      [Asterisk.root, "/usr/sbin/asterisk", "-f", "-q", "-C", "/etc/liandong-bench/asterisk.conf"],
      group: Children.group())
    var opened: ManagerConnection?
    for _ in 0..<300 where opened == nil && process.isRunning {
      opened = ManagerConnection(address: Asterisk.base + "2", port: 5038)
      if opened == nil { usleep(100_000) }
    }
    guard let opened else {
      process.end()
      throw BenchError("asterisk did not start; see \(Asterisk.root)/var/log/asterisk/messages.log")
    }
    manager = opened
    try manager.login()
  }

  deinit { stop() }

  /// `asterisk -V`, for the results.
  static var version: String {
    let said = try? Shell.run("/usr/sbin/chroot", [root, "/usr/sbin/asterisk", "-V"]).output
    return (said ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func configure(_ directory: String) throws {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let source = "bench/peers/asterisk"
    for name in try FileManager.default.contentsOfDirectory(atPath: source) {
      let text = try String(contentsOfFile: "\(source)/\(name)", encoding: .utf8)
      try text.replacing("BASE.", with: base)
        .write(toFile: "\(directory)/\(name)", atomically: true, encoding: .utf8)
    }
  }

  func command(_ key: SeatKey, at post: Post) throws -> Int64 {
    let channels = try manager.channels()
    guard let citizen = channels.first(where: { $0.hasPrefix("PJSIP/carrier-") }),
      let seat = channels.first(where: { $0.hasPrefix("PJSIP/1001-") })
    else { throw BenchError("asterisk shows no call: \(channels.joined(separator: ", "))") }
    switch key {
    case .transfer:
      return manager.send([
        "Action: Redirect", "Channel: \(citizen)", "Context: transfers", "Exten: 110",
        "Priority: 1",
      ])
    case .threeWay:
      let moment = manager.send([
        "Action: Redirect", "Channel: \(citizen)", "ExtraChannel: \(seat)", "Context: transfers",
        "Exten: room", "Priority: 1", "ExtraContext: transfers", "ExtraExten: room",
        "ExtraPriority: 1",
      ])
      manager.send([
        "Action: Originate", "Channel: PJSIP/2001", "Context: transfers", "Exten: room",
        "Priority: 1", "Async: true",
      ])
      return moment
    }
  }

  func records() -> [[String: Any]] { [] }

  var cpuSeconds: Double { Time.cpu(of: process.pid) }

  func stop() { process.end() }
}
