internal import CPJSIP
internal import Foundation
package import Routing
internal import Switchboard

/// One MESSAGE under way.
struct Telling {
  let line: Line
  let answered: (Bool) -> Void
}

/// Text to a phone or another box, outside any call (RFC 3428).
extension Line {
  /// Brings a text to a seat's phone, or to a number at a trunk.
  ///
  /// - Parameters:
  ///   - text: UTF-8, at most 1,000 bytes, so that it goes over UDP (RFC 3428 section 8).
  ///   - answered: called once, with whether it was taken with a 2xx within `provisionalTimeout`.
  package func tell(_ target: Target, _ text: String, answered: @escaping (Bool) -> Void) {
    let identity = CallerIdentity(call: CallID(0), number: "", dialled: "")
    guard let way = plan(target, identity),
      let listener = way.network.listener(for: way.route ?? way.target),
      send(text, way, from: listener, answered)
    else { return later { answered(false) } }
  }

  private func send(
    _ text: String, _ way: Dialling, from listener: Listener, _ answered: @escaping (Bool) -> Void
  ) -> Bool {
    stack.withPool { pool in
      var target = way.target.text.pj(in: pool)
      var to = "<\(way.target.text)>".pj(in: pool)
      let own = SIPURI(user: configuration.contactUser, host: listener.host)
      var from = "<\(own.text)>".pj(in: pool)
      var method = pjsip_method()
      var name = "MESSAGE".pj(in: pool)
      pjsip_method_init(&method, pool, &name)
      var request: UnsafeMutablePointer<pjsip_tx_data>?
      let made = pjsip_endpt_create_request(
        stack.endpoint, &method, &target, &from, &to, nil, nil, -1, nil, &request)
      guard made == 0, let request else { return false }
      if let route = way.route, let header = routeHeader(route, in: request.pointee.pool) {
        pj_list_insert_before(request.headers, header)
      }
      request.setBody(type: "text", "plain", text)
      var selector = listener.selector
      pjsip_tx_data_set_transport(request, &selector)
      let token = stack.newToken()
      stack.tellings[token] = Telling(line: self, answered: answered)
      let sent = pjsip_endpt_send_request(
        stack.endpoint, request, Int32(configuration.provisionalTimeout.milliseconds),
        UnsafeMutableRawPointer(bitPattern: token)
      ) { told($0, $1) }
      if sent != 0 { return stack.tellings.removeValue(forKey: token) == nil }
      return true
    }
  }
}

/// A MESSAGE of ours ended.
private func told(_ token: UnsafeMutableRawPointer?, _ event: UnsafeMutablePointer<pjsip_event>?) {
  guard let token, let event,
    let telling = Stack.shared?.tellings.removeValue(forKey: Int(bitPattern: token))
  else { return }
  let isAnswer = event.pointee.body.tsx_state.type == PJSIP_EVENT_RX_MSG
  let status = event.pointee.body.tsx_state.tsx?.pointee.status_code ?? 0
  telling.line.later { telling.answered(isAnswer && (200..<300).contains(status)) }
}
