internal import CPJSIP

/// `PJ_EIGNORED`, whose cast Swift does not import: line ends that keep a connection open.
private let ignored: pj_status_t = 70_020

/// PJSIP could not read what came and drops it: no module sees it, so it is counted here.
func dropped(_ data: UnsafeMutablePointer<pjsip_tp_dropped_data>?) {
  guard let data, data.pointee.status != ignored, let network = network(of: data.pointee.tp) else {
    return
  }
  let source = liandong_packet_at(data.pointee.data).flatMap(source(of:))
  let isLetIn = source.map { network.allows($0.address, isWithinDialog: false) } ?? true
  network.line.count(isLetIn ? .malformed : .notAllowed, from: source)
}
