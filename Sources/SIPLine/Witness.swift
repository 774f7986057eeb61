internal import CPJSIP
internal import Glibc
internal import Switchboard

/// Looks at every SIP message that reaches the process, before PJSIP acts on it.
///
/// The line tells what a message came to; the witness knows the moment, the status as it stood in
/// the message, and whom a dialog's requests came from.
package final class Witness {
  /// What was seen of one dialog.
  package struct Sighting {
    /// When its first INVITE came.
    package var invited: Int64?
    /// X-Liandong-Call of that INVITE.
    package var call: String?
    /// `host:port` where that INVITE came from.
    package var source: String?
    /// The last status of 300 or more to our INVITE.
    package var status: Int?
  }

  /// Control thread only, as PJSIP is.
  nonisolated(unsafe) private static var shared: Witness?

  private var sightings: [String: Sighting] = [:]
  /// Told of each request within a dialog but ACK: Call-ID, method, moment.
  package var onRequest: (String, String, Int64) -> Void = { _, _, _ in }

  /// Begins to look; PJSIP must be up.
  package init() {
    Self.shared = self
    let module = UnsafeMutablePointer<pjsip_module>.allocate(capacity: 1)
    module.initialize(to: pjsip_module())
    module.pointee.name = "witness".pjForever()
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

  package func sighting(of callID: String) -> Sighting { sightings[callID] ?? Sighting() }

  package func forget(_ callID: String) { sightings[callID] = nil }

  private func request(_ data: UnsafeMutablePointer<pjsip_rx_data>) {
    let now = Instant.now.microseconds
    guard let message = data.pointee.msg_info.msg, let id = data.pointee.msg_info.cid else {
      return
    }
    let callID = id.pointee.id.text
    let method = message.pointee.line.req.method
    if let to = data.pointee.msg_info.to, to.pointee.tag.slen > 0 {
      if method.id != PJSIP_ACK_METHOD { onRequest(callID, method.name.text, now) }
    } else if method.id == PJSIP_INVITE_METHOD, sightings.count < 256,
      sightings[callID]?.invited == nil
    {
      sightings[callID] = Sighting(
        invited: now, call: message.header("X-Liandong-Call"),
        source: source(of: data)?.description, status: nil)
    }
  }

  private func response(_ data: UnsafeMutablePointer<pjsip_rx_data>) {
    guard let message = data.pointee.msg_info.msg, let id = data.pointee.msg_info.cid,
      let sequence = data.pointee.msg_info.cseq,
      sequence.pointee.method.id == PJSIP_INVITE_METHOD,
      message.pointee.line.status.code >= 300
    else { return }
    sightings[id.pointee.id.text, default: Sighting()].status =
      Int(message.pointee.line.status.code)
  }
}
