internal import CLinux

/// Keeps a measurement to a single CPU, so that no scheduler's choice is part of it.
enum OneCPU {
  /// As the kernel counts them, eight a byte.
  private static let size = 1_024

  /// The lowest number of those that this thread may run on.
  static var first: Int? {
    allowed.enumerated().first { $1 != 0 }.map { 8 * $0 + $1.trailingZeroBitCount }
  }

  private static var allowed: [UInt8] {
    var bits = [UInt8](repeating: 0, count: size)
    return linux_get_cpus(&bits, size) < 0 ? [] : bits
  }

  /// Runs `body` with the calling thread on that CPU only.
  static func keep<Result>(to cpu: Int, _ body: () throws -> Result) rethrows -> Result {
    let before = allowed
    var bits = [UInt8](repeating: 0, count: size)
    bits[cpu / 8] = 1 << UInt8(cpu % 8)
    linux_set_cpus(bits, size)
    defer { linux_set_cpus(before, size) }
    return try body()
  }
}
