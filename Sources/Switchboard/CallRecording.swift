internal import Routing

/// Whether the call is recorded now, and whose voice stands on the citizen's side.
extension Call {
  /// Starts, goes on with or stops the recording, as the state and the keys will have it; it ends
  /// with the call.
  mutating func settleRecording(on desk: inout Desk) {
    let citizen = wantsRecording(on: desk) ? caller : nil
    guard !isEnded, citizen != recordedCitizen else { return }
    recordedCitizen = citizen
    if let citizen {
      desk.emit(.startRecording(id, citizen: citizen))
    } else {
      desk.emit(.stopRecording(id))
    }
  }

  /// Nothing is recorded before somebody has answered; while nobody has the call, what held before
  /// goes on: the recording follows the citizen.
  private func wantsRecording(on desk: Desk) -> Bool {
    guard firstReceiver != nil else { return false }
    if let recordsByKey { return recordsByKey }
    guard let holder = state.holder.flatMap({ leg($0) }) else { return recordedCitizen != nil }
    let group = holder.group ?? holder.party.seat.flatMap { desk.directory.homeGroup(of: $0) }
    return desk.policy.recording.record(
      dialled: plan.number ?? arrival.dialled, group: group, hasCitizen: isProtected)
  }

  /// Whether the caller is to be told, while `hunt` rings, that the call will be recorded.
  func announcesRecording(_ hunt: Hunt, on desk: Desk) -> Bool {
    let rules = desk.policy.recording
    return rules.announces && isProtected
      && rules.record(
        dialled: plan.number ?? arrival.dialled, group: hunt.stages.first?.group, hasCitizen: true)
  }
}

extension State {
  /// Who has the call now.
  var holder: LegID? {
    switch self {
    case .talking(let holder), .asking(let holder, _): holder
    case .adding(let holder, _): holder
    case .consulting(let conference), .conferring(let conference): conference.holder
    case .arriving, .refusing, .waiting, .recalling, .confirming, .ended: nil
    }
  }
}
