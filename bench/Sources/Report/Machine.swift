internal import Foundation

/// Where and with what a run was made; no name of a host in it.
struct Machine: Codable {
  let kind: String
  let cpu: String
  let cpus: Int
  let system: String
  let kernel: String
  let liandong: String
  let swift: String
  let pjproject: String
  /// One-minute load before the run: more than 0.3 means that others were at work.
  let load: Double
  let date: String

  init() {
    func file(_ path: String) -> String {
      ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    func field(_ text: String, _ name: String, _ separator: Character) -> String {
      let line = text.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
      let value = line.split(separator: separator, maxSplits: 1).last ?? ""
      return value.trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
    }
    func said(_ program: String, _ arguments: [String]) -> String {
      let all = Shell.find(program).flatMap { try? Shell.run($0, arguments).output } ?? ""
      return String(all.split(separator: "\n").first ?? "")
    }
    cpus = ProcessInfo.processInfo.processorCount
    cpu = field(file("/proc/cpuinfo"), "model name", ":")
    let release = file("/etc/os-release")
    system = field(release, "PRETTY_NAME", "=")
    kind = "\(cpus)-vcpu-\(field(release, "ID", "="))\(field(release, "VERSION_ID", "="))"
    kernel = file("/proc/sys/kernel/osrelease")
    liandong = said("git", ["describe", "--always", "--dirty"])
    swift = ProcessInfo.processInfo.environment["BENCH_SWIFT"] ?? ""
    pjproject = said("pkg-config", ["--modversion", "libpjproject"])
    load = Double(file("/proc/loadavg").split(separator: " ").first ?? "0") ?? 0
    date = ISO8601DateFormatter().string(from: Date())
  }
}
