internal import Glibc
internal import Switchboard
internal import Synchronization

/// PJSIP's log line, on stderr.
///
/// Message texts appear from level 4 on; those lines that carry credentials are left out. Below it stands one line
/// of plain text: of a packet without Call-ID PJSIP would print all, at level 1 and whoever sent it.
func writeLog(_ level: Int32, _ data: UnsafePointer<CChar>, _ length: Int32) {
  let text = String(
    decoding: UnsafeRawBufferPointer(start: data, count: Int(length)), as: UTF8.self)
  let shown = level < 4 ? LogText.firstLine(of: text) : LogText.withoutCredentials(text)
  guard level >= 4 || LogText.bound.withLock({ $0.admits(at: .now) }) else { return }
  _ = shown.withCString { write(2, $0, shown.utf8.count) }
}

/// What of PJSIP's log may be seen.
enum LogText {
  /// How many lines a second: a flood from outside must not become one of the disk.
  static let bound = Mutex(RefusalLimit())

  /// The first line, without anything that moves a terminal's cursor.
  static func firstLine(of text: String) -> String {
    let line = text.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }.prefix(400)
    return String(
      String.UnicodeScalarView(
        line.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 })) + "\n"
  }

  static func withoutCredentials(_ text: String) -> String {
    guard text.contains("uthorization:") else { return text }
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).filter {
      !$0.contains("uthorization:")
    }.joined(separator: "\n")
  }
}
