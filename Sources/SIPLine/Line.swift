internal import CPJSIP
package import Routing
internal import Switchboard

/// The SIP side of the box: dialogs in, events out; commands in, dialogs out. It decides nothing.
///
/// One thread makes it, runs it and calls it. Events are handed out between PJSIP's turns, never
/// from within one of its callbacks, so that the delegate may call anything at any time.
package final class Line {
  /// What the line goes by now.
  package private(set) var configuration: LineConfiguration
  weak var delegate: (any LineDelegate)?
  let stack: Stack
  private(set) var networks: [NetworkName: LineNetwork] = [:]
  var legs: [LegID: Leg] = [:]
  /// Legs of each call that we dialled for: loops are known by it.
  var calls: [CallID: Set<LegID>] = [:]
  private var pending: [() -> Void] = []
  private(set) var peers: Peers
  var bindings: [SeatName: Binding] = [:]
  var nonces: Nonces
  var trunkStates: [TrunkName: TrunkState] = [:]
  var registrations: [Registration] = []
  var watches: [Int32: Watch] = [:]
  var counters: [RefusedRequest: Int] = [:]
  var refusals = RefusalLimit()
  var refusalNotes = RefusalLimit()

  /// Opens every listener and starts registering and pinging trunks.
  ///
  /// - Throws: `LineError`, or `PJError` when the library itself fails.
  package init(_ configuration: LineConfiguration, delegate: any LineDelegate) throws {
    self.configuration = configuration
    self.delegate = delegate
    stack = try Stack.start(configuration)
    stack.hostNames.lookUp = configuration.lookUp
    peers = try Peers(configuration)
    nonces = Nonces()
    do {
      for network in configuration.networks { try open(network) }
      try startTrunks()
    } catch {
      close()
      throw error
    }
  }

  deinit {
    close()
    for leg in legs.values { stack.legs[leg.token] = nil }
  }

  private func open(_ configuration: NetworkConfiguration) throws {
    let network = try LineNetwork(configuration, line: self)
    networks[network.name] = network
    for listener in configuration.listeners {
      network.add(try Listener(listener, stack: stack))
    }
  }

  func adopt(_ change: LineChange) {
    configuration = change.configuration
    peers = change.peers
  }

  func close() {
    for network in networks.values { network.close() }
    networks = [:]
  }

  /// Handles what comes within `time`: returns after the first batch of SIP or other work.
  package func run(for time: Duration) {
    Stack.adoptThread()
    drain()
    // Timers that are due leave work behind, which must not wait for the next packet.
    let timers = pjsip_endpt_get_timer_heap(stack.endpoint)
    pj_timer_heap_poll(timers, nil)
    var timeout = pj_time_val(pending.isEmpty ? time : .zero)
    pjsip_endpt_handle_events(stack.endpoint, &timeout)
    pj_timer_heap_poll(timers, nil)
    drain()
  }

  /// PJSIP's `pj_ioqueue_t`, for sockets of other modules that this line's turns shall serve.
  package var ioqueue: OpaquePointer { pjsip_endpt_get_ioqueue(stack.endpoint) }

  /// PJSIP's `pjsip_endpoint`, for pools of those modules.
  package var endpoint: OpaquePointer { stack.endpoint }

  /// Does `work` after PJSIP's present turn.
  func later(_ work: @escaping () -> Void) { pending.append(work) }

  func emit(_ event: LineEvent) {
    later { [weak self] in self?.delegate?.received(event) }
  }

  private func drain() {
    while !pending.isEmpty {
      let batch = pending
      pending = []
      for work in batch { work() }
    }
  }

  /// The address and port that a network listens on, such as for a phone's registrar URI.
  package func listeningPort(of network: NetworkName, _ transport: SIPTransport = .udp) -> UInt16? {
    networks[network]?.listeners.first { $0.transport == transport }?.port
  }
}
