internal import CPJSIP
internal import Switchboard

extension Line {
  /// Hangs up everything, takes registrations back and closes the listeners.
  ///
  /// - Parameter grace: how long the peers may take to answer.
  package func shutdown(grace: Duration = .milliseconds(500)) {
    for leg in legs.keys.sorted() { release(leg, .operatorCommand) }
    stopPings()
    for (token, telling) in stack.tellings where telling.line === self {
      stack.tellings[token] = nil
    }
    unregister()
    for binding in bindings.values { cancel(binding.expiry) }
    bindings = [:]
    delegate = nil
    let end = Instant.now + grace
    while pjsip_tsx_layer_get_tsx_count() > 0, Instant.now < end { run(for: .milliseconds(20)) }
    endRegistrations()
    for watch in watches.values { watch.stop() }
    watches = [:]
    close()
    run(for: .zero)
  }
}
