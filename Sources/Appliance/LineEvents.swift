internal import Console
internal import Foundation
internal import Routing
package import SIPLine
internal import Site
package import Switchboard

extension Appliance: LineDelegate {
  package func newLeg() -> LegID { switchboard.newLeg() }

  package func localMedia(for leg: LegID, _ request: MediaRequest) -> LocalMedia? {
    legs[leg]?.local ?? openMedia(for: leg, request)
  }

  package func discarded(_ leg: LegID) { closeMedia(of: leg) }

  /// What SIP reports, in the words of call control.
  package func received(_ event: LineEvent) {
    switch event {
    case .incoming(let leg, let arrival):
      arrive(
        leg, from: arrival.party, number: arrival.callerNumber, dialled: arrival.dialled,
        sipCallID: arrival.sipCallID, boxes: arrival.boxes)
    case .inviteSent(let leg, let id, let at): handle(.inviteSent(leg, sipCallID: id), at: at)
    case .ringing(let leg, let early): handle(.ringing(leg, earlyMedia: early))
    case .answered(let leg, let at):
      expectVoice(of: leg)
      handle(.answered(leg), at: at)
    case .failed(let leg, let failure):
      handle(.failed(leg, failure))
      closeMedia(of: leg)
    case .hungUp(let leg, let departure):
      handle(.hungUp(leg, departure))
      closeMedia(of: leg)
    case .media(let leg, let terms): agree(terms, for: leg)
    case .phoneHeld(let leg): handle(.phoneHeld(leg))
    case .phoneRetrieved(let leg): handle(.phoneRetrieved(leg))
    case .digit(let leg, let digit, let pressed):
      handle(.digit(leg, digit, .info, pressed: pressed))
    case .refer(let leg, let referral, let pressed):
      handle(.refer(leg, referral, pressed: pressed))
    case .seatReachable(let seat, let isReachable):
      log.info("seat", ["seat": seat.text, "reachable": "\(isReachable)"])
      handle(.seatReachable(seat, isReachable))
    case .trunkReachable(let trunk, let isReachable):
      log.write(
        LogLine(
          isReachable ? .info : .warning, "trunk",
          ["trunk": trunk.text, "reachable": "\(isReachable)"]))
    case .registration(let trunk, let status, let registered):
      log.info(
        "registration",
        ["trunk": trunk?.text ?? "", "status": "\(status)", "registered": "\(registered)"])
    case .refused(let reason, let from):
      log.warning("refused", ["reason": reason.rawValue, "from": from])
    case .referStatus: break
    }
  }

  /// A new call: over SIP, or from a seat at a sound card.
  func arrive(
    _ leg: LegID, from party: Party, number: String, dialled: String, sipCallID: String,
    boxes: Int = 0
  ) {
    let call = callIDs.next()
    let now = Date()
    let moment = Int64(now.timeIntervalSince1970 * 1_000_000)
    starts[call] = (moment, .now)
    legs[leg]?.call = call
    line.bind(leg, to: call)
    log.info(
      "incoming", call: call.description,
      [
        "from": party.description, "dialled": dialled, "sip-call-id": sipCallID,
      ])
    let nuisance = countCall(of: party, number, at: moment)
    if let nuisance {
      log.info(
        "nuisance", call: call.description,
        [
          "hour": "\(nuisance.callsInHour)", "day": "\(nuisance.callsInDay)",
          "repeats": "\(nuisance.repeats)", "marks": "\(nuisance.marks)",
        ])
    }
    handle(
      .incoming(
        leg,
        Arrival(
          call: call, party: party, callerNumber: number, dialled: dialled, sipCallID: sipCallID,
          wallClock: moment, localTime: CivilTime(now, in: site.timeZone), nuisance: nuisance,
          boxes: boxes)))
  }
}

/// Names calls so that no two have the same, also across restarts: the time, then a random part.
struct CallIDSource {
  private var last: UInt64 = 0

  mutating func next() -> CallID {
    let milliseconds = UInt64(Date().timeIntervalSince1970 * 1000)
    let value = milliseconds << 20 | UInt64.random(in: 0..<(1 << 20))
    last = max(value, last + 1)
    return CallID(last)
  }
}
