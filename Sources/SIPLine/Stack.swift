internal import CPJSIP

/// PJSIP's endpoint and modules: one for the process, because the library keeps its own globals.
///
/// Everything here happens on the control thread. Several lines can share it (the box and the
/// phones that test it); transports say which line a message belongs to.
final class Stack {
  /// Set once; the library cannot be taken down and brought up again for sure.
  nonisolated(unsafe) private(set) static var shared: Stack?

  let endpoint: OpaquePointer
  private let factory: UnsafeMutablePointer<pj_caching_pool>
  /// Networks by the UDP transport or TCP listener that their messages come through.
  var networks: [UnsafeRawPointer: LineNetwork] = [:]
  /// Legs by the number that their dialog carries; a dialog whose leg is gone finds nobody.
  var legs: [Int: Leg] = [:]
  var registrations: [Int: Registration] = [:]
  /// OPTIONS that wait for an answer.
  var pings: [Int: Ping] = [:]
  /// MESSAGEs that wait for an answer.
  var tellings: [Int: Telling] = [:]
  private var lastToken = 0
  /// First sight of the request that is being handled (T0).
  var packetTime: Int64 = 0
  /// Whose password the digest verification that runs now asks for.
  var verifying: Credentials?
  let hostNames: HostNames
  let gate: UnsafeMutablePointer<pjsip_module>
  let desk: UnsafeMutablePointer<pjsip_module>

  /// The process's stack, brought up at the first call.
  ///
  /// - Throws: `PJError` when the library cannot be initialised.
  static func start(_ configuration: LineConfiguration) throws -> Stack {
    pj_log_set_level(Int32(configuration.logLevel))
    if let shared {
      adoptThread()
      return shared
    }
    pj_log_set_log_func { level, data, length in
      guard let data else { return }
      writeLog(level, data, length)
    }
    try check("pj_init") { pj_init() }
    adoptThread()
    try check("pjlib_util_init") { pjlib_util_init() }
    pj_register_strerror(pj_status_t(PJMEDIA_ERRNO_START), 50_000, pjmedia_strerror)
    let stack = try Stack(configuration)
    shared = stack
    return stack
  }

  private init(_ configuration: LineConfiguration) throws {
    factory = .allocate(capacity: 1)
    pj_caching_pool_init(factory, nil, configuration.poolCache)
    var endpoint: OpaquePointer?
    let pools = UnsafeMutableRawPointer(factory).assumingMemoryBound(to: pj_pool_factory.self)
    try check("pjsip_endpt_create") { pjsip_endpt_create(pools, "liandong", &endpoint) }
    self.endpoint = endpoint!
    hostNames = try HostNames(endpoint: endpoint!)
    gate = makeModule(name: "mod-liandong-gate", priority: 7)
    desk = makeModule(
      name: "mod-liandong-desk", priority: Int32(PJSIP_MOD_PRIORITY_APPLICATION.rawValue))
    // A request of ours that times out ends the call only where `SessionRequest.swift` says so.
    pjsip_cfg().pointee.endpt.keep_inv_after_tsx_timeout = 1
    try registerModules(self.endpoint)
    add(header: "User-Agent", configuration.userAgent)
  }

  private func registerModules(_ endpoint: OpaquePointer) throws {
    try check("tsx layer") { pjsip_tsx_layer_init_module(endpoint) }
    var forks = pjsip_ua_init_param(on_dlg_forked: { dialog, response in
      lateFork(dialog, response)
    })
    try check("ua layer") { pjsip_ua_init_module(endpoint, &forks) }
    try check("100rel") { pjsip_100rel_init_module(endpoint) }
    try check("session timer") { pjsip_timer_init_module(endpoint) }
    try check("replaces") { pjsip_replaces_init_module(endpoint) }
    var callbacks = sessionCallbacks()
    try check("invite usage") { pjsip_inv_usage_init(endpoint, &callbacks) }
    gate.pointee.on_rx_request = { passGate(request: $0) ? 0 : 1 }
    gate.pointee.on_rx_response = { passGate(response: $0) ? 0 : 1 }
    desk.pointee.on_rx_request = { serve($0) ? 1 : 0 }
    try check("gate module") { pjsip_endpt_register_module(endpoint, gate) }
    try check("desk module") { pjsip_endpt_register_module(endpoint, desk) }
    try addCapabilities(endpoint)
    let manager = pjsip_endpt_get_tpmgr(endpoint)
    try check("dropped packets") { pjsip_tpmgr_set_drop_data_cb(manager) { dropped($0) } }
    try check("transport state") {
      pjsip_tpmgr_set_state_cb(manager) { transport, state, _ in
        if state == PJSIP_TP_STATE_DISCONNECTED, let transport { connectionLost(transport) }
      }
    }
  }

  /// What our OPTIONS answers and Allow headers name besides what PJSIP's modules do.
  private func addCapabilities(_ endpoint: OpaquePointer) throws {
    let pool = pjsip_endpt_create_pool(endpoint, "capabilities", 512, 512)!
    for (header, values) in [
      (PJSIP_H_ALLOW, ["OPTIONS", "INFO", "REFER", "NOTIFY"]),
      (PJSIP_H_ACCEPT, ["application/dtmf-relay", "application/dtmf"]),
    ] {
      var tags = values.map { $0.pj(in: pool) }
      try check("capabilities") {
        pjsip_endpt_add_capability(
          endpoint, desk, Int32(header.rawValue), nil, UInt32(tags.count), &tags)
      }
    }
  }

  /// A header of every request that we send from now on.
  private func add(header name: String, _ value: String) {
    let pool = pjsip_endpt_create_pool(endpoint, "headers", 512, 512)!
    var (name, value) = (name.pj(in: pool), value.pj(in: pool))
    let header = pjsip_generic_string_hdr_create(pool, &name, &value)
    let list = UnsafeMutableRawPointer(mutating: pjsip_endpt_get_request_headers(endpoint)!)
    pj_list_insert_before(list, header)
  }

  func newToken() -> Int {
    lastToken += 1
    return lastToken
  }

  /// Memory for the length of `body`.
  func withPool<Result>(_ body: (Pool) throws -> Result) rethrows -> Result {
    let pool = pjsip_endpt_create_pool(endpoint, "scratch", 2000, 2000)!
    defer { pjsip_endpt_release_pool(endpoint, pool) }
    return try body(pool)
  }

  /// PJSIP wants to know each thread that calls it.
  static func adoptThread() {
    guard pj_thread_is_registered() == 0 else { return }
    // Belongs to the thread until the process ends; PJSIP has no call to give it back.
    let memory = UnsafeMutablePointer<Int>.allocate(capacity: 64)
    memory.initialize(repeating: 0, count: 64)
    var thread: OpaquePointer?
    pj_thread_register("control", memory, &thread)
  }
}

private func makeModule(name: String, priority: Int32) -> UnsafeMutablePointer<pjsip_module> {
  let module = UnsafeMutablePointer<pjsip_module>.allocate(capacity: 1)
  module.initialize(to: pjsip_module())
  module.pointee.name = name.pjForever()
  module.pointee.id = -1
  module.pointee.priority = priority
  return module
}
