/// One SIP dialog, as far as a phone must remember it.
struct Dialog {
  let callID: String
  let localTag: String
  /// From and To of our requests.
  var local: String
  var remote: String
  var target: String
  var media: Endpoint?
  var sequence = 1

  /// A call that we make.
  init(calling number: String, from: String, own: Endpoint, box: Endpoint) {
    callID = "bench-\(UInt64.random(in: 0...UInt64.max))@\(own.address)"
    localTag = "t\(UInt32.random(in: 0...UInt32.max))"
    local = "<sip:\(from)@\(own.address)>;tag=\(localTag)"
    remote = "<sip:\(number)@\(box.address)>"
    target = "sip:\(number)@\(box)"
  }

  /// A call that we get.
  init(answering request: SIPMessage, own tag: String) {
    callID = request["call-id"]
    localTag = tag
    local = request["to"] + ";tag=" + tag
    remote = request["from"]
    target = request.contact
    media = request.media
    sequence = 100
  }

  mutating func learn(from response: SIPMessage) {
    remote = response["to"]
    if !response.contact.isEmpty { target = response.contact }
    if let media = response.media { self.media = media }
  }

  /// Where requests within the dialog go.
  var peer: Endpoint? {
    let host = target.split(separator: "@").last?.split(separator: ";").first ?? ""
    let parts = host.replacing("sip:", with: "").split(separator: ":")
    guard let address = parts.first else { return nil }
    return Endpoint(
      address: String(address), port: parts.count > 1 ? UInt16(parts[1]) ?? 5060 : 5060)
  }
}
