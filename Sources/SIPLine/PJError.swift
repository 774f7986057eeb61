internal import CPJSIP

/// A call of PJSIP that did not succeed.
package struct PJError: Error, Hashable, CustomStringConvertible {
  /// PJSIP's status code.
  package let status: Int32
  /// What was being done.
  package let doing: String

  /// Ends in PJSIP's own sentence.
  package var description: String { "\(doing): \(Self.sentence(status)) (\(status))" }

  static func sentence(_ status: pj_status_t) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 200) { buffer in
      pj_strerror(status, buffer.baseAddress, 200).text
    }
  }
}

/// Runs one C function and turns its status into an error.
func check(_ doing: @autoclosure () -> String, _ call: () -> pj_status_t) throws(PJError) {
  let status = call()
  if status != 0 { throw PJError(status: status, doing: doing()) }
}
