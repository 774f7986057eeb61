internal import Glibc
internal import SIPLine

/// A small SIP phone for tests and demonstrations: one process, one line, any number of legs.
///
/// Commands come on standard input, events go to standard output, a line each.
package enum Phone {
  /// Runs a phone until it is told to quit, its time is over, or its input and its calls have ended.
  ///
  /// - Parameter arguments: options as in ``options``.
  /// - Returns: 0 when all that was asked worked, 1 when something failed, 2 for wrong options.
  package static func run(arguments: [String]) -> Int32 {
    if arguments.contains("--help") {
      print(usage, terminator: "")
      return 0
    }
    do {
      let settings = try PhoneSettings(arguments)
      signal(SIGPIPE, SIG_IGN)
      let phone = try Softphone(settings)
      return phone.run()
    } catch let error as PhoneSettings.Mistake {
      complain("phone: \(error.sentence)\n\n\(usage)")
      return 2
    } catch {
      complain("phone: \(error)\n")
      return 1
    }
  }

  private static func complain(_ text: String) {
    var text = text
    text.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
  }
}
