internal import CPJSIP
internal import Routing
internal import Switchboard

/// Digest authentication of our seats, SHA-256 and MD5 (RFC 8760).
extension Line {
  /// Who the request says it is: the name in its credentials, else in From.
  func claimedUser(_ data: Received) -> String {
    if let header = authorization(of: data) {
      return header.pointee.credential.digest.username.text
    }
    return Identity.fromURI(data).user
  }

  private func authorization(
    of data: Received
  ) -> UnsafeMutablePointer<pjsip_authorization_hdr>? {
    var start: UnsafeMutableRawPointer?
    while let found = pjsip_msg_find_hdr(data.pointee.msg_info.msg, PJSIP_H_AUTHORIZATION, start) {
      let header = found.assumingMemoryBound(to: pjsip_authorization_hdr.self)
      if header.pointee.scheme.text.lowercased() == "digest",
        header.pointee.credential.digest.realm.text == configuration.realm
      {
        return header
      }
      start = UnsafeMutableRawPointer(header.pointee.next)
      if start == UnsafeMutableRawPointer(data.pointee.msg_info.msg) { break }
    }
    return nil
  }

  /// Whether the request proves to know the seat's password; challenges or refuses it when not.
  func authenticate(_ data: Received, as seat: SeatConfiguration) -> Bool {
    guard let header = authorization(of: data), let password = seat.password else {
      challenge(data, as: seat.name, stale: false)
      return false
    }
    let digest = header.pointee.credential.digest
    let algorithm = digest.algorithm.text.uppercased()
    guard ["", "MD5", "SHA-256"].contains(algorithm) else {
      challenge(data, as: seat.name, stale: false)
      return false
    }
    let (nonce, count) = (digest.nonce.text, UInt32(digest.nc.text, radix: 16) ?? 0)
    switch nonces.judge(nonce, count: count, seat: seat.name, at: .now) {
    case .good: break
    case .stale:
      challenge(data, as: seat.name, stale: true)
      return false
    case .forged:
      challenge(data, as: seat.name, stale: false)
      return false
    }
    guard verify(data, Credentials(username: seat.name.text, password: password)) else {
      refuse(data, .unauthorized, status: 403)
      return false
    }
    nonces.spend(nonce, count: count, seat: seat.name)
    nonces.answered(seat.name, withMD5: algorithm != "SHA-256")
    return true
  }

  private func verify(_ data: Received, _ credentials: Credentials) -> Bool {
    stack.withPool { pool in
      var server = pjsip_auth_srv()
      var realm = configuration.realm.pj(in: pool)
      return withUnsafePointer(to: &realm) { realm in
        var parameters = pjsip_auth_srv_init_param()
        parameters.realm = realm
        parameters.lookup2 = { pool, question, answer in
          lookUp(pool, question, answer) ? 0 : 171_107
        }
        guard pjsip_auth_srv_init2(pool, &server, &parameters) == 0 else { return false }
        stack.verifying = credentials
        defer { stack.verifying = nil }
        var status: Int32 = 0
        return pjsip_auth_srv_verify(&server, data, &status) == 0
      }
    }
  }

  /// 401 with both algorithms, the stronger one first, or with MD5 alone for old phones.
  private func challenge(_ data: Received, as seat: SeatName, stale: Bool) {
    var response: UnsafeMutablePointer<pjsip_tx_data>?
    guard pjsip_endpt_create_response(stack.endpoint, data, 401, nil, &response) == 0, let response
    else { return }
    stack.withPool { pool in
      var server = pjsip_auth_srv()
      var realm = configuration.realm.pj(in: pool)
      withUnsafePointer(to: &realm) { realm in
        var parameters = pjsip_auth_srv_init_param()
        parameters.realm = realm
        parameters.lookup2 = { _, _, _ in 171_107 }
        pjsip_auth_srv_init2(pool, &server, &parameters)
      }
      var qop = "auth".pj(in: pool)
      var nonce = nonces.make(at: .now).pj(in: pool)
      var algorithms = [PJSIP_AUTH_ALGORITHM_SHA256, PJSIP_AUTH_ALGORITHM_MD5]
      if nonces.wantsMD5Alone(seat, isAnswer: authorization(of: data) != nil) {
        algorithms = [PJSIP_AUTH_ALGORITHM_MD5]
      }
      for algorithm in algorithms {
        pjsip_auth_srv_challenge2(
          &server, &qop, &nonce, nil, stale ? 1 : 0, response, algorithm)
      }
    }
    pjsip_endpt_send_response2(stack.endpoint, data, response, nil, nil)
  }
}

/// PJSIP asks for the password of the seat that is being verified.
private func lookUp(
  _ pool: Pool?, _ question: UnsafePointer<pjsip_auth_lookup_cred_param>?,
  _ answer: UnsafeMutablePointer<pjsip_cred_info>?
) -> Bool {
  guard let pool, let question, let answer, let stack = Stack.shared,
    let credentials = stack.verifying,
    question.pointee.acc_name.text == credentials.username
  else { return false }
  answer.pointee.realm = question.pointee.realm
  answer.pointee.scheme = "digest".pj(in: pool)
  answer.pointee.username = credentials.username.pj(in: pool)
  answer.pointee.data_type = Int32(PJSIP_CRED_DATA_PLAIN_PASSWD.rawValue)
  answer.pointee.data = credentials.password.pj(in: pool)
  return true
}
