internal import Routing
internal import Switchboard

/// `ptime` is one for all codecs of an offer (RFC 8866, 6.4), so all of them have to be able to do it.
extension SiteChecker {
  /// Checks what a trunk or a seat says of its packets, together with what holds where it says nothing.
  func checkPacketTime(
    _ time: Located<Duration>?, _ codecs: [Located<Codec>]?, _ media: MediaSettings?
  ) {
    guard let place = time?.place ?? codecs?.first?.place,
      let wanted = time?.value ?? media?.packetTime,
      let offered = codecs?.map(\.value) ?? media?.codecs
    else { return }
    check(wanted, with: offered, at: place)
  }

  /// Reports the first codec that has no packets of that time.
  func check(_ time: Duration, with codecs: [Codec], at place: Place) {
    let milliseconds = time.milliseconds
    guard let codec = codecs.first(where: { !$0.packetTimes.contains(Int(milliseconds)) }) else {
      return
    }
    let possible = codecs.reduce(codec.packetTimes) { times, other in
      times.filter(other.packetTimes.contains)
    }
    findings.error(
      place,
      "\(codec.rawValue) is not asked for in packets of \(milliseconds) ms; expected ptime = "
        + possible.dropLast().map(String.init).joined(separator: ", ")
        + " or \(possible.last ?? 20)")
  }
}
