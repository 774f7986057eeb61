internal import CPJSIP
internal import Glibc

/// Looks at every SIP message that reaches the process, before PJSIP acts on it.
///
/// The line tells what a message came to; the witness knows the moment, the status as it stood in
/// the message, and whom a dialog's requests came from.
final class Witness {
  /// What was seen of one dialog.
  struct Sighting {
    /// When its first INVITE came.
    var invited: Int64?
    /// X-Liandong-Call of that INVITE.
    var call: String?
    /// `host:port` where that INVITE came from.
    var source: String?
    /// The last status of 300 or more to our INVITE.
    var status: Int?
  }

  /// Control thread only, as PJSIP is.
  nonisolated(unsafe) private static var shared: Witness?

  private var sightings: [String: Sighting] = [:]
  /// Told of each request within a dialog but ACK: Call-ID, method, moment.
  var onRequest: (String, String, Int64) -> Void = { _, _, _ in }

  /// Begins to look; PJSIP must be up.
  init() {
    Self.shared = self
    let module = UnsafeMutablePointer<pjsip_module>.allocate(capacity: 1)
    module.initialize(to: pjsip_module())
    let name = strdup("phone-witness")!
    module.pointee.name = pj_str_t(ptr: name, slen: 13)
    module.pointee.id = -1
    // Behind the transport layer, which parses, and before the transaction layer.
    module.pointee.priority = Int32(PJSIP_MOD_PRIORITY_TRANSPORT_LAYER.rawValue) + 1
    module.pointee.on_rx_request = { data in
      if let data { Witness.shared?.request(data) }
      return 0
    }
    module.pointee.on_rx_response = { data in
      if let data { Witness.shared?.response(data) }
      return 0
    }
    pjsip_endpt_register_module(pjsip_ua_get_endpt(pjsip_ua_instance()), module)
  }

  func sighting(of callID: String) -> Sighting { sightings[callID] ?? Sighting() }

  func forget(_ callID: String) { sightings[callID] = nil }

  private func request(_ data: UnsafeMutablePointer<pjsip_rx_data>) {
    let now = PhoneClock.now()
    guard let message = data.pointee.msg_info.msg, let id = data.pointee.msg_info.cid else {
      return
    }
    let callID = Self.text(id.pointee.id)
    let method = message.pointee.line.req.method
    if let to = data.pointee.msg_info.to, to.pointee.tag.slen > 0 {
      if method.id != PJSIP_ACK_METHOD { onRequest(callID, Self.text(method.name), now) }
    } else if method.id == PJSIP_INVITE_METHOD, sightings.count < 256,
      sightings[callID]?.invited == nil
    {
      sightings[callID] = Sighting(
        invited: now, call: Self.header("X-Liandong-Call", of: message),
        source: Self.source(of: data), status: nil)
    }
  }

  private func response(_ data: UnsafeMutablePointer<pjsip_rx_data>) {
    guard let message = data.pointee.msg_info.msg, let id = data.pointee.msg_info.cid,
      let sequence = data.pointee.msg_info.cseq,
      sequence.pointee.method.id == PJSIP_INVITE_METHOD,
      message.pointee.line.status.code >= 300
    else { return }
    sightings[Self.text(id.pointee.id), default: Sighting()].status =
      Int(message.pointee.line.status.code)
  }

  private static func source(of data: UnsafeMutablePointer<pjsip_rx_data>) -> String {
    let name = data.pointee.pkt_info.src_name
    let host = withUnsafeBytes(of: name) { bytes in
      String(decoding: Array(bytes).prefix { $0 != 0 }, as: UTF8.self)
    }
    let port = data.pointee.pkt_info.src_port
    return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  private static func header(
    _ name: String, of message: UnsafeMutablePointer<pjsip_msg>
  ) -> String? {
    var name = name
    return name.withUTF8 { bytes in
      var text = pj_str_t(
        ptr: UnsafeMutableRawPointer(mutating: bytes.baseAddress!)
          .assumingMemoryBound(to: CChar.self), slen: bytes.count)
      guard let found = pjsip_msg_find_hdr_by_name(message, &text, nil) else { return nil }
      let header = found.assumingMemoryBound(to: pjsip_generic_string_hdr.self)
      return Self.text(header.pointee.hvalue)
    }
  }

  private static func text(_ string: pj_str_t) -> String {
    guard let bytes = string.ptr, string.slen > 0 else { return "" }
    return String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: string.slen), as: UTF8.self)
  }
}
