internal import CPJSIP
package import Routing

/// A registration of ours with somebody else.
final class Registration {
  let trunk: TrunkName?
  unowned let line: Line
  fileprivate(set) var client: OpaquePointer?
  fileprivate(set) var isRegistered = false
  var retry: LineTimer?
  let number: Int

  init(trunk: TrunkName?, line: Line, number: Int) {
    self.trunk = trunk
    self.line = line
    self.number = number
  }
}

extension Line {
  /// Registers with `registrar` as `user`, again and again until the line is shut down.
  ///
  /// - Throws: `PJError` when the URI cannot be used.
  package func register(
    with registrar: String, as user: String, credentials: Credentials,
    from network: NetworkName, expires: Int = 300
  ) throws {
    guard let uri = SIPURI(registrar) else { throw LineError.badURI(registrar, of: "registrar") }
    try startRegistration(
      nil, uri, user: user, credentials: credentials, network: network, expires: expires)
  }

  func startRegistration(
    _ trunk: TrunkName?, _ registrar: SIPURI, user: String, credentials: Credentials?,
    network: NetworkName, expires: Int
  ) throws {
    guard let listener = networks[network]?.listener(for: registrar) else {
      throw LineError.unknownNetwork(network.text, of: "registration with \(registrar.text)")
    }
    let registration = Registration(trunk: trunk, line: self, number: stack.newToken())
    registrations.append(registration)
    stack.registrations[registration.number] = registration
    var client: OpaquePointer?
    let token = UnsafeMutableRawPointer(bitPattern: registration.number)
    try check("registration") {
      pjsip_regc_create(
        stack.endpoint, token, { registrationAnswered($0) }, &client)
    }
    registration.client = client
    try stack.withPool { pool in
      var server = registrar
      server.user = ""
      var address = "<\(SIPURI(user: user, host: registrar.host, port: registrar.port).text)>"
        .pj(in: pool)
      var serverText = server.text.pj(in: pool)
      var contact = listener.contact(user: user).pj(in: pool)
      try check("registration with \(registrar.text)") {
        pjsip_regc_init(client, &serverText, &address, &address, 1, &contact, UInt32(expires))
      }
      var selector = listener.selector
      pjsip_regc_set_transport(client, &selector)
      if let credentials {
        try withCredentials(credentials, in: pool) { pjsip_regc_set_credentials(client, 1, $0) }
      }
    }
    send(registration)
  }

  private func send(_ registration: Registration) {
    var request: UnsafeMutablePointer<pjsip_tx_data>?
    guard let client = registration.client,
      pjsip_regc_register(client, 1, &request) == 0, let request
    else { return }
    if pjsip_regc_send(client, request) != 0 { retryLater(registration) }
  }

  private func retryLater(_ registration: Registration) {
    cancel(registration.retry)
    registration.retry = schedule(after: .seconds(Int.random(in: 20...40))) { [weak self] in
      self?.send(registration)
    }
  }

  fileprivate func answered(_ registration: Registration, status: Int, expires: Int) {
    let registered = (200..<300).contains(status) && expires > 0
    registration.isRegistered = registered
    emit(.registration(registration.trunk, status: status, registered: registered))
    if !registered { retryLater(registration) }
  }

  /// Takes our registrations back.
  func unregister() {
    for registration in registrations { unregister(registration) }
  }

  private func unregister(_ registration: Registration) {
    cancel(registration.retry)
    var request: UnsafeMutablePointer<pjsip_tx_data>?
    guard let client = registration.client, registration.isRegistered,
      pjsip_regc_unregister(client, &request) == 0, let request
    else { return }
    pjsip_regc_send(client, request)
  }

  func endRegistrations() {
    for registration in registrations { end(registration) }
    registrations = []
  }

  /// Ends our registration with one trunk, if there is any.
  ///
  /// - Parameter takingItBack: whether the trunk is told; else it is left to another registration.
  func endRegistration(of trunk: TrunkName, takingItBack: Bool) {
    for registration in registrations where registration.trunk == trunk {
      if takingItBack { unregister(registration) }
      end(registration)
    }
    registrations.removeAll { $0.trunk == trunk }
  }

  /// PJSIP keeps what a REGISTER under way needs until its answer is there.
  private func end(_ registration: Registration) {
    cancel(registration.retry)
    stack.registrations[registration.number] = nil
    if let client = registration.client { pjsip_regc_destroy2(client, 1) }
    registration.client = nil
  }
}

private func registrationAnswered(_ parameters: UnsafeMutablePointer<pjsip_regc_cbparam>?) {
  guard let parameters, let token = parameters.pointee.token,
    let registration = Stack.shared?.registrations[Int(bitPattern: token)]
  else { return }
  guard parameters.pointee.is_unreg == 0 else { return }
  let status = parameters.pointee.status == 0 ? Int(parameters.pointee.code) : 503
  registration.line.answered(
    registration, status: status, expires: Int(Int32(bitPattern: parameters.pointee.expiration)))
}
