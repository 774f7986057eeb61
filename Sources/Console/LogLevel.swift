/// How much a log line matters.
package enum LogLevel: String, Hashable, Sendable, CaseIterable, Comparable {
  case debug
  case info
  case warning
  /// Somebody should act.
  case error

  package static func < (left: LogLevel, right: LogLevel) -> Bool { left.order < right.order }

  var order: Int { LogLevel.allCases.firstIndex(of: self) ?? 0 }

  /// The mark by which journald knows the priority of a line (sd-daemon(3)).
  var journaldPrefix: String {
    switch self {
    case .debug: "<7>"
    case .info: "<6>"
    case .warning: "<4>"
    case .error: "<3>"
    }
  }
}
