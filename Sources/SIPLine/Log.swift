internal import Glibc

/// PJSIP's log line, on stderr; lines that carry credentials are left out.
///
/// Message texts appear from level 4 on, and with them Authorization headers.
func writeLog(_ data: UnsafePointer<CChar>, _ length: Int32) {
  let line = UnsafeRawBufferPointer(start: data, count: Int(length))
  let text = String(decoding: line, as: UTF8.self)
  guard text.contains("uthorization:") else {
    _ = write(2, data, Int(length))
    return
  }
  let clean = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
    !$0.contains("uthorization:")
  }.joined(separator: "\n")
  _ = clean.withCString { write(2, $0, clean.utf8.count) }
}
