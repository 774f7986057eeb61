import Commands
import Foundation
import Records
import Synchronization

/// A terminal of one's own for one test: a directory, and what the program printed there.
final class Terminal: Sendable {
  /// What one command line did.
  struct Result: Sendable {
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  let directory = FileManager.default.temporaryDirectory.appending(
    path: "liandong-\(UUID().uuidString.prefix(8))")

  /// Where the data of `Terminal.site` is.
  var dataDirectory: String { directory.path + "/data" }

  init() throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  /// Writes a file into the directory and returns its path.
  @discardableResult
  func file(_ name: String, _ text: String) throws -> String {
    let url = directory.appending(path: name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: directory.appending(path: name), encoding: .utf8)
  }

  /// Runs the program with these arguments, at a home directory that is this terminal's own.
  func run(_ arguments: String..., input: String = "") -> Result {
    run(list: arguments, input: input)
  }

  func run(
    list arguments: [String], input: String = "", as role: RecordRole = .auditor
  ) -> Result {
    let output = Captured()
    let errors = Captured()
    let surroundings = Surroundings(
      output: Output { output.append($0) }, errors: Output { errors.append($0) },
      input: { Array(input.utf8.prefix($0)) },
      environment: ["HOME": directory.path],
      defaultSite: directory.appending(path: "installed.conf").path,
      onlooker: Onlooker(uid: 1000, name: "alice", role: role))
    let status = Liandong.run(arguments, in: surroundings)
    return Result(status: status, output: output.text, errors: errors.text)
  }

  private final class Captured: Sendable {
    private let kept = Mutex("")

    var text: String { kept.withLock { $0 } }

    func append(_ text: String) { kept.withLock { $0 += text } }
  }
}

extension Terminal {
  /// A small site that is right; its data is in `data` beside it.
  static let site = """
    [site]
    name = 示范站点
    data-dir = data
    [network gov]
    sip = udp:127.0.0.2:5060
    rtp = 127.0.0.2:20000-20999
    allow = 127.0.0.0/8
    [seat 1001]
    platform = 12345
    network = gov
    contact = sip:1001@127.0.0.1:5071
    [seat 2001]
    platform = 110
    network = gov
    contact = sip:2001@127.0.0.1:5072
    [group 12345]
    seats = 1001
    [group 110]
    seats = 2001
    [number 12345]
    group = 12345
    [number 110]
    group = 110
    [key transfer-110]
    digits = *1
    action = transfer
    to = group 110

    """

  /// Writes that site and returns its path.
  func writeSite() throws -> String { try file("site.conf", Terminal.site) }
}
