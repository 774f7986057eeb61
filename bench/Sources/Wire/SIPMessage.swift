/// One SIP message as text: as much of RFC 3261 as a phone needs that is only called and measured.
struct SIPMessage {
  let start: String
  let fields: [(name: String, value: String)]
  let body: String

  init?(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
    guard let first = lines.popFirst(), first.contains("SIP/2.0") else { return nil }
    start = String(first)
    var fields: [(String, String)] = []
    while let line = lines.popFirst(), !line.isEmpty {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      fields.append((Self.long(line[..<colon].lowercased()), String(value)))
    }
    self.fields = fields
    body = lines.joined(separator: "\r\n")
  }

  private static func long(_ name: String) -> String {
    switch name {
    case "v": "via"
    case "f": "from"
    case "t": "to"
    case "i": "call-id"
    case "m": "contact"
    default: name
    }
  }

  subscript(name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  /// Of a response, else 0.
  var status: Int {
    start.hasPrefix("SIP/2.0 ") ? Int(start.dropFirst(8).prefix(3)) ?? 0 : 0
  }

  /// Of a request, or of the request that a response answers.
  var method: String {
    if status == 0 { return String(start.prefix { $0 != " " }) }
    return String(self["cseq"].split(separator: " ").last ?? "")
  }

  var sequence: Int { Int(self["cseq"].prefix { $0.isNumber }) ?? 0 }

  /// What stands between `<` and `>` of Contact.
  var contact: String {
    let value = self["contact"]
    guard let open = value.firstIndex(of: "<"), let close = value.firstIndex(of: ">") else {
      return value
    }
    return String(value[value.index(after: open)..<close])
  }

  /// Where the peer of this session description wants its audio.
  var media: Endpoint? {
    var address: String?
    var port: UInt16?
    for line in body.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("c=IN IP4 ") { address = String(line.dropFirst(9)) }
      if line.hasPrefix("m=audio ") {
        port = UInt16(line.dropFirst(8).prefix { $0.isNumber })
      }
    }
    guard let address, let port else { return nil }
    return Endpoint(address: address, port: port)
  }
}
