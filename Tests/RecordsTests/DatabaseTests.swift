import ChildProcess
import Foundation
import Testing

@testable import Records
@testable import Switchboard

/// Exports are loaded into the databases themselves.
@Suite struct DatabaseTests {
  private let scratch = Scratch()
  private let records: [CallRecord]

  init() throws {
    var records = try scratch.generate(100, seed: 21, gap: 60_000_000)
    var odd = Sample.full()
    odd.id = Sample.id(999_999)
    odd.callerNumber = "O'Brien \\ \u{0} 张三"
    odd.nuisance = Nuisance(callsInHour: 12, callsInDay: 40, repeats: 5, marks: 3)
    odd.told = [ToldRecord(at: 5_000_123, level: 2, party: "1002", outcome: "taken")]
    records.append(odd)
    self.records = records
  }

  private func sql(_ dialect: SQLDialect) -> String {
    let export = RecordExport(.sql(dialect), zone: Sample.shanghai)
    var chain = ChainHead.genesis
    var text = export.head
    for record in records { text += export.text(chain.append(scratch.render.bytes(record))) }
    return text + export.tail
  }

  private static let questions = """
    SELECT count(*) FROM calls;
    SELECT count(*) FROM call_transfers WHERE outcome = 'connected';
    SELECT count(*) FROM call_legs;
    SELECT sum(duration_ms) FROM calls;
    SELECT count(*) FROM calls JOIN call_routes ON call_id = id WHERE step LIKE 'group 110%';
    SELECT mos FROM call_legs WHERE mos IS NOT NULL;
    SELECT caller FROM calls WHERE seq = 101;
    SELECT count(*), sum(bytes) FROM call_recordings;
    SELECT sum(wrap_up_ms) FROM call_legs;
    SELECT nuisance_marks, at_us, call_told.level FROM calls JOIN call_told ON call_id = id WHERE seq = 101;
    SELECT sum(started_us) FROM call_legs;
    """

  private var answers: [String] {
    [
      "101", String(records.flatMap(\.transfers).count { $0.outcome == "connected" }),
      String(records.flatMap(\.legs).count),
      String(records.reduce(Int64(0)) { $0 + ($1.endedAt ?? 0) / 1000 }),
      String(records.flatMap { $0.route ?? [] }.count { $0.hasPrefix("group 110") }), "4.38",
      "O'Brien \\ \u{FFFD} 张三", "2|160012",
      String(records.flatMap(\.legs).compactMap(\.wrapUp).reduce(0, +)), "3|5000123|2",
      String(records.flatMap(\.legs).reduce(0) { $0 + $1.startedAt }),
    ]
  }

  private static func find(_ program: String, in extra: [String] = []) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return (extra + path.split(separator: ":").map(String.init)).map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static let sqlite = find("sqlite3")
  private static let postgresql: String? = {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return find("initdb", in: versions.sorted().map { "\(root)/\($0)/bin" })
      .map { String($0.dropLast("/initdb".count)) }
  }()

  private func run(_ program: String, _ arguments: [String]) throws -> (Int32, String) {
    let output = scratch.path + "/said"
    let process = try ChildProcess(
      program, arguments, directory: "/tmp", output: .file(output), errors: .file(output))
    return (process.wait(), String(decoding: scratch.read(output), as: UTF8.self))
  }

  @Test(.enabled(if: sqlite != nil, "sqlite3 is not installed"))
  func sqliteLoadsIt() throws {
    let sqlite = try #require(Self.sqlite)
    try scratch.write(scratch.path + "/load.sql", Array(sql(.sqlite).utf8))
    let database = scratch.path + "/calls.db"
    let (status, said) = try run(
      sqlite, ["-batch", "-bail", database, ".read '\(scratch.path)/load.sql'"])
    #expect(status == 0, "\(said)")
    let (_, answer) = try run(sqlite, ["-batch", "-bail", database, Self.questions])
    #expect(answer.split(separator: "\n").map(String.init) == answers)
  }

  @Test(.enabled(if: postgresql != nil, "PostgreSQL is not installed"))
  func postgresqlLoadsIt() throws {
    let binaries = try #require(Self.postgresql)
    let home = URL(filePath: "/tmp/liandong-pg-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    try Data(sql(.postgresql).utf8).write(to: home.appending(path: "load.sql"))
    try Data(Self.questions.utf8).write(to: home.appending(path: "ask.sql"))
    try Data(Self.script.utf8).write(to: home.appending(path: "run"))
    let (status, said) = try run("/bin/bash", [home.path + "/run", binaries, home.path])
    #expect(status == 0, "\(said)")
    #expect(said.split(separator: "\n").map(String.init) == answers)
  }

  /// A server of its own, on a Unix socket only, gone when the questions are answered.
  ///
  /// PostgreSQL refuses to be root. The server must not inherit what this process waits for.
  private static let script = """
    set -euo pipefail
    binaries=$1 home=$2
    as_user() { "$@"; }
    if [ "$(id -u)" = 0 ]; then
      chown -R postgres "$home"
      as_user() { runuser -u postgres -- "$@"; }
    fi
    as_user "$binaries/initdb" -D "$home/data" -A trust -E UTF8 --locale=C.UTF-8 -N >"$home/init.log"
    trap 'as_user "$binaries/pg_ctl" -D "$home/data" -m immediate stop >/dev/null' EXIT
    (
      for fd in /proc/self/fd/*; do
        fd=${fd##*/}
        if [ "$fd" -gt 2 ]; then eval "exec $fd>&-"; fi
      done
      as_user "$binaries/pg_ctl" -D "$home/data" -w -l "$home/log" \\
        -o "-c listen_addresses='' -c fsync=off -k $home" start >/dev/null 2>&1
    )
    ask() { as_user "$binaries/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$home" -d postgres -f "$1"; }
    ask "$home/load.sql"
    ask "$home/ask.sql"
    """
}
