internal import CPJSIP
package import Switchboard

/// Digits in SIP INFO (`application/dtmf-relay`, `application/dtmf`).
extension Line {
  func informed(_ leg: Leg, _ data: Received) {
    guard let message = data.pointee.msg_info.msg else { return }
    switch message.pointee.body == nil ? "" : message.bodyType {
    case "": answer(data, of: leg, status: 200)
    case "application/dtmf-relay", "application/dtmf":
      guard let digit = Self.digit(in: message.bodyText) else {
        return answer(data, of: leg, status: 400)
      }
      answer(data, of: leg, status: 200)
      emit(.digit(leg.id, digit, pressed: Instant(microseconds: stack.packetTime)))
    default: answer(data, of: leg, status: 415)
    }
  }

  /// The digit of `Signal=5` or of a bare `5`; 10 and 11 stand for star and hash.
  static func digit(in body: String) -> Character? {
    var signal: Substring?
    for line in body.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1)
      if parts.count == 2, parts[0].trimmed.lowercased() == "signal" {
        signal = parts[1].trimmed
      } else if parts.count == 1, signal == nil {
        signal = parts[0].trimmed
      }
    }
    switch signal?.uppercased() {
    case "10": return "*"
    case "11": return "#"
    case let text? where text.count == 1 && "0123456789*#ABCD".contains(text): return text.first
    default: return nil
    }
  }

  /// Sends a digit as `application/dtmf-relay`; for phones.
  package func sendDigit(_ id: LegID, _ digit: Character, milliseconds: Int = 160) {
    guard let leg = legs[id], leg.stage == .answered,
      let request = makeRequest("INFO", in: leg)
    else { return }
    request.setBody(
      type: "application", "dtmf-relay", "Signal=\(digit)\r\nDuration=\(milliseconds)\r\n")
    pjsip_dlg_send_request(leg.dialog, request, -1, nil)
  }

  /// A request within the dialog that PJSIP has no function of its own for.
  func makeRequest(_ name: String, in leg: Leg) -> UnsafeMutablePointer<pjsip_tx_data>? {
    stack.withPool { pool in
      var method = pjsip_method()
      var name = name.pj(in: pool)
      pjsip_method_init(&method, leg.dialog.pointee.pool, &name)
      var request: UnsafeMutablePointer<pjsip_tx_data>?
      let status = pjsip_dlg_create_request(leg.dialog, &method, -1, &request)
      return status == 0 ? request : nil
    }
  }
}
