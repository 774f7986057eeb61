internal import CPJSIP
internal import Routing
internal import Switchboard

/// Numbers of callers, in and out.
enum Identity {
  /// What a number may consist of; anything else is dropped, so that it can stand in a header.
  static func clean(_ text: String) -> String {
    String(decoding: text.utf8.lazy.filter(isAllowed).prefix(64), as: UTF8.self)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"), UInt8(ascii: "*"),
      UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The caller's number by trust (RFC 3325): empty when withheld.
  static func caller(
    _ data: UnsafeMutablePointer<pjsip_rx_data>, trusted: Bool
  ) -> String {
    guard let message = data.pointee.msg_info.msg else { return "" }
    if withheld(message) { return "" }
    if trusted, let asserted = message.header("P-Asserted-Identity"), let uri = SIPURI(asserted) {
      return clean(uri.user)
    }
    let from = fromURI(data)
    return from.host == "anonymous.invalid" || from.user == "anonymous" ? "" : clean(from.user)
  }

  /// Whether the caller asked not to be shown (RFC 3323, RFC 3325 section 9.3).
  private static func withheld(_ message: UnsafeMutablePointer<pjsip_msg>) -> Bool {
    let privacy = message.header("Privacy") ?? ""
    let wishes = privacy.split { $0 == ";" || $0 == "," || $0 == " " }.map { $0.lowercased() }
    return wishes.contains("id") || wishes.contains("user") || wishes.contains("header")
  }

  static func fromURI(_ data: UnsafeMutablePointer<pjsip_rx_data>) -> SIPURI {
    let text = uriText(data.pointee.msg_info.from?.pointee.uri, PJSIP_URI_IN_FROMTO_HDR)
    return SIPURI(text) ?? SIPURI(host: "invalid")
  }

  /// What the caller asked for; what the request line asks for where `source` says nothing.
  static func dialled(
    _ data: UnsafeMutablePointer<pjsip_rx_data>, _ source: NumberSource
  ) -> String {
    let found = number(data, source)
    return found.isEmpty ? requested(data) : found
  }

  private static func number(
    _ data: UnsafeMutablePointer<pjsip_rx_data>, _ source: NumberSource
  ) -> String {
    let text: String? =
      switch source {
      case .requestURI: nil
      case .to: uriText(data.pointee.msg_info.to?.pointee.uri, PJSIP_URI_IN_FROMTO_HDR)
      case .diversion: data.pointee.msg_info.msg?.entries("Diversion").last
      case .historyInfo: data.pointee.msg_info.msg?.entries("History-Info").first
      }
    let user = clean(text.flatMap { SIPURI($0) }?.user ?? "")
    return user == "anonymous" ? "" : user
  }

  private static func requested(_ data: UnsafeMutablePointer<pjsip_rx_data>) -> String {
    let text = uriText(data.pointee.msg_info.msg?.pointee.line.req.uri, PJSIP_URI_IN_REQ_URI)
    return clean(SIPURI(text)?.user ?? "")
  }

  /// From header for a number that may be shown, or nobody's.
  ///
  /// - Parameter display: what the phone shows beside the number; no quote and no backslash in it.
  static func from(number: String, host: String, display: String? = nil) -> String {
    guard !number.isEmpty else { return "\"Anonymous\" <sip:anonymous@anonymous.invalid>" }
    let name = display.map { "\"\($0)\" " } ?? ""
    return name + "<\(SIPURI(user: number, host: host).text)>"
  }

  /// What an agent's phone shows of a nuisance: how often it was marked, how often it called.
  static func display(_ nuisance: Nuisance) -> String {
    "疑似骚扰 标记\(nuisance.marks)次 24小时来电\(nuisance.callsInDay)次"
  }

  /// The same for phones and programs that read headers: an alert of low priority (RFC 7462).
  static func alert(_ nuisance: Nuisance?) -> [(String, String)] {
    guard let nuisance else { return [] }
    return [
      ("Alert-Info", "<urn:alert:priority:low>"),
      (
        "X-Liandong-Nuisance",
        "calls-per-hour=\(nuisance.callsInHour);calls-per-day=\(nuisance.callsInDay)"
          + ";repeats=\(nuisance.repeats);marks=\(nuisance.marks)"
      ),
    ]
  }

  /// The headers that say to a trusted peer who calls.
  static func assertion(number: String, host: String) -> [(String, String)] {
    guard !number.isEmpty else { return [("Privacy", "id")] }
    return [("P-Asserted-Identity", "<\(SIPURI(user: number, host: host).text)>")]
  }
}
