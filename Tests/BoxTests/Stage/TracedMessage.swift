/// One SIP message that a SIPp sent or received, as its message trace holds it.
struct TracedMessage: Sendable {
  let isReceived: Bool
  let text: String

  var startLine: String { String(text.prefix { $0 != "\r\n" && $0 != "\n" }) }

  /// A request's method, a response's status and method: `INVITE`, `200 INVITE`.
  var kind: String {
    let words = startLine.split(separator: " ")
    guard startLine.hasPrefix("SIP/2.0 "), words.count > 1 else {
      return words.first.map(String.init) ?? ""
    }
    let method = header("CSeq")?.split(separator: " ").last ?? ""
    return "\(words[1]) \(method)"
  }

  /// The test's own cues are no part of the dialog.
  var isCue: Bool { startLine.hasPrefix("CUE-") }

  /// The value of the first header of that name.
  func header(_ name: String) -> String? {
    for line in lines {
      guard !line.isEmpty else { return nil }
      guard let colon = line.firstIndex(of: ":") else { continue }
      guard line[..<colon].lowercased() == name.lowercased() else { continue }
      return line[line.index(after: colon)...].drop { $0 == " " }.description
    }
    return nil
  }

  var body: String {
    let text = text.replacing("\r\n", with: "\n")
    guard let blank = text.firstRange(of: "\n\n") else { return "" }
    return String(text[blank.upperBound...])
  }

  /// Where the session description wants its audio.
  var audio: (address: String, port: UInt16)? {
    var address: String?
    var port: UInt16?
    for line in lines {
      let words = line.split(separator: " ")
      if line.hasPrefix("c=IN IP"), words.count > 2 { address = String(words[2]) }
      if line.hasPrefix("m=audio "), words.count > 1 { port = UInt16(words[1]) }
    }
    guard let address, let port else { return nil }
    return (address, port)
  }

  private var lines: [String] {
    text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// Reads a message trace, of which the last message may still be on its way.
  static func read(_ path: String) -> [TracedMessage] {
    guard let text = TextFile.read(path) else { return [] }
    return text.replacing("\r\n", with: "\n").split(
      separator: "-----------------------------------------------"
    )
    .compactMap { part in
      guard let blank = part.firstRange(of: "\n\n") else { return nil }
      let head = part[..<blank.lowerBound]
      let message = String(part[blank.upperBound...])
      guard message.contains("\n\n") else { return nil }
      return TracedMessage(isReceived: head.contains(" received "), text: message)
    }
  }
}
