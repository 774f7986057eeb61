internal import ChildProcess
internal import Glibc

/// PJSIP with nothing on it: `pjsip-perf` as a server that answers calls and lets them be ended. A call of
/// the box is two legs of this kind.
///
/// It knows no address of its own and listens on all for these seconds; whoever calls it here does so over
/// loopback.
final class PlainPJSIP {
  static let port: UInt16 = 5062
  private let process: ChildProcess

  /// Nil when the machine has none.
  init?(in directory: String) throws {
    guard let program = Shell.find("pjsip-perf") else { return nil }
    // It ends when its input does.
    process = try ChildProcess(
      program, ["--local-port=\(Self.port)", "--real-sdp", "--trying", "--ringing"],
      directory: directory, group: Children.group(), input: .pipe)
    usleep(500_000)
    guard process.isRunning else { return nil }
  }

  func stop() { process.end() }

  var cpuSeconds: Double { Time.cpu(of: process.pid) }
}
