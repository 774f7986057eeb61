import Glibc
import SIPLine
import Testing

/// A peer that is a UDP socket, or a TCP one that is called, and whatever the test writes.
final class RawPeer {
  let address: String
  let port: UInt16
  private let socketNumber: Int32
  private let isStream: Bool
  /// The connection that the box made.
  private var connection: Int32 = -1
  /// The listener of ours that it talks to.
  var boxAddress = "127.0.0.2"
  var boxPort: UInt16 = 0
  private(set) var transcript = ""
  private var queue: [SIPText] = []
  private var branch = 0

  init(_ address: String = "127.0.0.1", stream: Bool = false) throws {
    self.address = address
    isStream = stream
    let kind = stream ? SOCK_STREAM : SOCK_DGRAM
    let number = socket(AF_INET, Int32(kind.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    try #require(number >= 0)
    socketNumber = number
    var place = Self.place(address, 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        bind(number, place, length) == 0 ? getsockname(number, place, &length) : -1
      }
    }
    try #require(bound == 0)
    port = UInt16(bigEndian: place.sin_port)
    if stream { try #require(listen(number, 5) == 0) }
  }

  deinit {
    close(socketNumber)
    hangUpConnection()
  }

  /// The peer's process died: connection and listening socket are gone.
  func die() {
    hangUpConnection()
    shutdown(socketNumber, Int32(SHUT_RDWR))
  }

  private func hangUpConnection() {
    if connection >= 0 { close(connection) }
    connection = -1
  }

  private static func place(_ address: String, _ port: UInt16) -> sockaddr_in {
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    inet_pton(AF_INET, address, &place.sin_addr)
    return place
  }

  func send(_ text: String) {
    var place = Self.place(boxAddress, boxPort)
    let bytes = Array(text.utf8)
    if isStream {
      _ = write(connection, bytes, bytes.count)
      return
    }
    withUnsafePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        _ = sendto(
          socketNumber, bytes, bytes.count, 0, place,
          socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  private func drain() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    if isStream, connection < 0 {
      connection = accept(socketNumber, nil, nil)
      if connection >= 0 { _ = fcntl(connection, F_SETFL, O_NONBLOCK) }
    }
    while true {
      let count = recv(isStream ? connection : socketNumber, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      let text = String(decoding: buffer[..<count], as: UTF8.self)
      transcript += text
      queue.append(SIPText(text))
    }
  }

  /// Runs `side` until a message comes that `fits`; others before it are thrown away.
  func next(_ side: Side, _ fits: (SIPText) -> Bool) -> SIPText? {
    var found: SIPText?
    pump(side) {
      drain()
      while found == nil, !queue.isEmpty {
        let message = queue.removeFirst()
        if fits(message) { found = message }
      }
      return found != nil
    }
    return found
  }

  func request(_ method: String, _ side: Side) throws -> SIPText {
    try #require(next(side) { $0.method == method }, "no \(method)")
  }

  /// A response of at least 101.
  func response(_ method: String, _ side: Side) throws -> SIPText {
    try #require(
      next(side) { $0.isResponse && $0.sequenceMethod == method && $0.status > 100 },
      "no answer to \(method)")
  }

  /// Whether nothing of this kind comes while `side` works for a while.
  func hears(_ side: Side, within limit: Duration, _ fits: (SIPText) -> Bool) -> Bool {
    pump(side, within: limit) {
      drain()
      return queue.contains(where: fits)
    }
  }

  func respond(
    to request: SIPText, _ status: Int, tag: String = "raw", headers: [(String, String)] = [],
    host: String? = nil, body: String = ""
  ) {
    var fields = request.all("Via").map { ("Via", $0) }
    let to = request["To"] ?? ""
    fields += [
      ("From", request["From"] ?? ""),
      ("To", request.tag("To") == nil ? "\(to);tag=\(tag)" : to),
      ("Call-ID", request["Call-ID"] ?? ""), ("CSeq", request["CSeq"] ?? ""),
      ("Contact", "<sip:raw@\(host ?? address):\(port)>"),
    ]
    if !body.isEmpty { fields.append(("Content-Type", "application/sdp")) }
    send(SIPText(start: "SIP/2.0 \(status) X", headers: fields + headers, body: body).text)
  }

  /// - Parameter again: the branch of the last request, as the ACK of a refusal has it.
  private func newVia(again: Bool = false) -> (String, String) {
    if !again { branch += 1 }
    return ("Via", "SIP/2.0/UDP \(address):\(port);branch=z9hG4bKraw\(port)x\(branch);rport")
  }

  /// The first INVITE of a call, or another request outside any dialog.
  func invite(
    _ user: String = "12345", method: String = "INVITE", callID: String,
    headers: [(String, String)] = [], hops: Int = 70, body: String = SIPText.offer(),
    type: String = "application/sdp", from display: String = ""
  ) -> SIPText {
    var fields = [
      newVia(), ("From", "\(display)<sip:139@\(address)>;tag=raw\(callID)"),
      ("To", "<sip:\(user)@\(boxAddress)>"), ("Call-ID", callID), ("CSeq", "1 \(method)"),
      ("Contact", "<sip:raw@\(address):\(port)>"), ("Max-Forwards", "\(hops)"),
    ]
    if !body.isEmpty { fields.append(("Content-Type", type)) }
    let message = SIPText(
      start: "\(method) sip:\(user)@\(boxAddress):\(boxPort) SIP/2.0", headers: fields + headers,
      body: body)
    send(message.text)
    return message
  }

  /// A request within the dialog of a message that we received from the box.
  func inDialog(
    _ method: String, of message: SIPText, sequence: Int, headers: [(String, String)] = [],
    body: String = "", type: String = "application/sdp", again: Bool = false
  ) {
    // Our own tag is in From of what we asked, and in To of what we were asked.
    let (own, other) =
      message.isResponse
      ? (message["From"] ?? "", message["To"] ?? "")
      : (message["To"] ?? "", message["From"] ?? "")
    let ownTagged = own.contains(";tag=") ? own : "\(own);tag=raw"
    var fields = [
      newVia(again: again), ("From", ownTagged), ("To", other),
      ("Call-ID", message["Call-ID"] ?? ""),
      ("CSeq", "\(sequence) \(method)"), ("Contact", "<sip:raw@\(address):\(port)>"),
      ("Max-Forwards", "70"),
    ]
    if !body.isEmpty { fields.append(("Content-Type", type)) }
    send(
      SIPText(start: "\(method) \(message.contact) SIP/2.0", headers: fields + headers, body: body)
        .text)
  }
}
