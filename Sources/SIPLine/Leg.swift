internal import CPJSIP
internal import Routing
internal import Switchboard

/// One dialog of ours, from its INVITE until it is released or has ended.
final class Leg {
  /// How far the dialog is.
  enum Stage: Equatable {
    /// An INVITE of a peer that we have not answered.
    case arriving
    /// Our INVITE, no answer yet.
    case dialling
    case answered
  }

  /// What we have told of our INVITE's provisional answers.
  enum Ringing: Int {
    case silent, plain, earlyMedia
  }

  let id: LegID
  let token: Int
  unowned let line: Line
  let network: LineNetwork
  let party: Party
  let session: UnsafeMutablePointer<pjsip_inv_session>
  let local: LocalMedia
  var stage: Stage
  var ringing = Ringing.silent
  var media: NegotiatedMedia?
  /// When the 200 to our INVITE came (T4).
  var answeredAt: Instant?
  /// The REFER that waits for an answer, and its subscription afterwards.
  var transfer: Transfer?
  /// The REFER that we sent.
  var sentRefer = false
  /// Hold that we asked for.
  var holding = false
  /// A re-INVITE of ours with an offer has not been agreed to yet.
  var offering = false
  /// The connection that carries the dialog, when it is one.
  var connection: UnsafeRawPointer?
  var provisionalTimer: LineTimer?
  var retryTimer: LineTimer?
  /// Max-Forwards that came with the INVITE.
  var hops: Int?
  /// How many boxes of our kind the INVITE went through.
  var boxes = 0
  var call: CallID?

  init(
    id: LegID, line: Line, network: LineNetwork, party: Party,
    session: UnsafeMutablePointer<pjsip_inv_session>, local: LocalMedia, stage: Stage
  ) {
    self.id = id
    self.line = line
    self.network = network
    self.party = party
    self.session = session
    self.local = local
    self.stage = stage
    token = Stack.shared!.newToken()
  }

  var dialog: UnsafeMutablePointer<pjsip_dialog> { session.pointee.dlg }
  var sipCallID: String { dialog.pointee.call_id.pointee.id.text }
}

extension Line {
  /// Ties a leg to its dialog: from now on PJSIP's callbacks find it.
  func adopt(_ leg: Leg) {
    legs[leg.id] = leg
    Stack.shared!.legs[leg.token] = leg
    // A usage of the dialog, so that a REFER may wait for its answer (`Desk.swift`).
    let stack = Stack.shared!
    pjsip_dlg_add_usage(leg.dialog, stack.desk, UnsafeMutableRawPointer(bitPattern: leg.token))
  }

  /// The leg is nobody's business any more; what PJSIP still says of its dialog finds nobody.
  func forget(_ leg: Leg) {
    cancel(leg.provisionalTimer)
    cancel(leg.retryTimer)
    finishTransfer(of: leg)
    legs[leg.id] = nil
    Stack.shared!.legs[leg.token] = nil
    if let call = leg.call { leave(call, leg) }
  }
}

/// The leg of a dialog, unless it was released.
func leg(of session: UnsafeMutablePointer<pjsip_inv_session>?) -> Leg? {
  guard let stack = Stack.shared, let dialog = session?.pointee.dlg,
    let data = pjsip_dlg_get_mod_data(dialog, stack.desk.pointee.id)
  else { return nil }
  return stack.legs[Int(bitPattern: data)]
}
