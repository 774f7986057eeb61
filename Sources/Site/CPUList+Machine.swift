internal import Foundation

extension CPUList {
  /// Those that this process may use; nil when the kernel does not say.
  static var allowed: CPUList? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
      return nil
    }
    let line = text.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
    return line?.split(whereSeparator: \.isWhitespace).last.flatMap { CPUList(String($0)) }
  }
}

extension ValueKind where Value == CPUList {
  static var cpus: ValueKind {
    ValueKind("CPU numbers such as 2, 2-3 or 0,4-7", CPUList.init)
  }
}
