import CPJSIP
import Routing
import SIPLine
import Switchboard
import Testing

/// One line under test with everything that it said.
final class Side: LineDelegate {
  private(set) var line: Line!
  private(set) var events: [LineEvent] = []
  private(set) var discardedLegs: [LegID] = []
  private var lastLeg: UInt32 = 0
  /// What `localMedia` answers; `nil` refuses.
  var media: ((LegID) -> LocalMedia?)?
  /// Called for each event, as the Switchboard would be.
  var react: ((Line, LineEvent) -> Void)?

  init(_ configuration: LineConfiguration) throws {
    var configuration = configuration
    configuration.poolCache = 0
    line = try Line(configuration, delegate: self)
    // Transactions linger for 64 times T1: 1.3 seconds here, and not the 32 of the RFC.
    pjsip_tsx_set_timers(20, 80, 80, 1300)
  }

  deinit { line?.shutdown(grace: .milliseconds(50)) }

  func newLeg() -> LegID {
    lastLeg += 1
    return LegID(lastLeg)
  }

  func received(_ event: LineEvent) {
    events.append(event)
    react?(line, event)
  }

  func localMedia(for leg: LegID, _ request: MediaRequest) -> LocalMedia? {
    if let media { return media(leg) }
    return LocalMedia(address: "127.0.0.9", port: UInt16(20_000 + leg.rawValue * 2))
  }

  func discarded(_ leg: LegID) { discardedLegs.append(leg) }

  func forgetEvents() { events = [] }

  /// The first value that `pick` finds among the events so far.
  func first<Value>(_ pick: (LineEvent) -> Value?) -> Value? {
    for event in events { if let value = pick(event) { return value } }
    return nil
  }

  var incoming: (leg: LegID, arrival: LineArrival)? {
    first { if case .incoming(let leg, let arrival) = $0 { (leg, arrival) } else { nil } }
  }

  func media(of leg: LegID) -> NegotiatedMedia? {
    var last: NegotiatedMedia?
    for case .media(let id, let media) in events where id == leg { last = media }
    return last
  }

  func has(_ wanted: (LineEvent) -> Bool) -> Bool { events.contains(where: wanted) }

  func answered(_ leg: LegID) -> Bool {
    has { if case .answered(leg, _) = $0 { true } else { false } }
  }
}

extension Side {
  /// A box that rings for whoever calls, and the carrier that may.
  static func ringing() throws -> (carrier: RawPeer, box: Side) {
    let carrier = try RawPeer()
    let box = try Side(Sites.box(carrier: carrier.port))
    carrier.boxPort = try #require(box.line.listeningPort(of: Sites.gov))
    box.react = { line, event in
      if case .incoming(let leg, _) = event { line.ring(leg) }
    }
    return (carrier, box)
  }
}

/// Runs the sides in turn until `done` or ten seconds are over.
///
/// - Returns: whether it was done.
@discardableResult
func pump(_ sides: Side..., within limit: Duration = .seconds(10), until done: () -> Bool) -> Bool {
  let clock = ContinuousClock()
  let end = clock.now + limit
  while !done() {
    guard clock.now < end else { return false }
    for side in sides { side.line.run(for: .milliseconds(5)) }
  }
  return true
}
