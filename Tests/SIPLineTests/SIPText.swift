/// A SIP message as text, for peers that do what no well-behaved stack would.
struct SIPText {
  var start: String
  var headers: [(name: String, value: String)]
  var body: String

  init(start: String, headers: [(String, String)], body: String = "") {
    self.start = start
    self.headers = headers.map { (name: $0.0, value: $0.1) }
    self.body = body
  }

  init(_ text: String) {
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\r\n")
    start = lines.first.map(String.init) ?? ""
    headers = lines.dropFirst().map { line in
      let pair = line.split(separator: ":", maxSplits: 1)
      let value = pair.count > 1 ? String(pair[1].drop { $0 == " " }) : ""
      return (name: String(pair[0]), value: value)
    }
    body = parts.count > 1 ? String(parts[1]) : ""
  }

  subscript(name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  func all(_ name: String) -> [String] {
    headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }

  /// The method of a request, empty for a response.
  var method: String { isResponse ? "" : String(start.prefix { $0 != " " }) }
  var isResponse: Bool { start.hasPrefix("SIP/2.0") }
  var status: Int { isResponse ? Int(start.dropFirst(8).prefix(3)) ?? 0 : 0 }
  var sequenceMethod: String { self["CSeq"]?.split(separator: " ").last.map(String.init) ?? "" }
  var sequence: Int { Int(self["CSeq"]?.split(separator: " ").first ?? "") ?? 0 }

  func tag(_ name: String) -> String? {
    guard let value = self[name], let range = value.range(of: ";tag=") else { return nil }
    return String(value[range.upperBound...].prefix { $0 != ";" })
  }

  /// The URI of Contact.
  var contact: String {
    String((self["Contact"] ?? "").drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
  }

  var text: String {
    var lines = [start]
    lines += headers.map { "\($0.name): \($0.value)" }
    lines += ["Content-Length: \(body.utf8.count)", "", body]
    return lines.joined(separator: "\r\n")
  }

  static func offer(
    port: Int = 40_000, address: String = "127.0.0.8", formats: String = "8 0",
    direction: String = "sendrecv"
  ) -> String {
    """
    v=0\r
    o=- 7 \(port) IN IP4 \(address)\r
    s=-\r
    c=IN IP4 \(address)\r
    t=0 0\r
    m=audio \(port) RTP/AVP \(formats)\r
    a=\(direction)\r\n
    """
  }
}

extension String {
  /// Where `text` first stands.
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) {
        return index..<self.index(index, offsetBy: text.count)
      }
      index = self.index(after: index)
    }
    return nil
  }
}
