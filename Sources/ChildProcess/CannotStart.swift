internal import Glibc

/// Why a program was not started.
package struct CannotStart: Error, CustomStringConvertible {
  let program: String
  let reason: String

  init(_ step: String, _ code: Int32) {
    program = ""
    reason = "\(step): \(String(cString: strerror(code)))"
  }

  private init(program: String, reason: String) {
    self.program = program
    self.reason = reason
  }

  func naming(_ program: String) -> CannotStart { .init(program: program, reason: reason) }

  package var description: String { "cannot start \(program): \(reason)" }
}
