package import Switchboard

extension CallRecord {
  /// The same call as the next start closes it: ended at the last time that its record knows.
  ///
  /// Everything that was open ends there too, with the reason `box-stopped`. A call that was over
  /// keeps its own ending.
  package func closedAsBoxStopped() -> CallRecord {
    var record = self
    // It was over, and its record waited for counts or for a seat that wrote.
    if let ending = heldEnding {
      (record.ending, record.heldEnding) = (ending, nil)
      return record
    }
    let end = lastKnownTime
    let reason = Ending.boxStopped.description
    record.endedAt = end
    record.ending = reason
    for index in record.legs.indices where record.legs[index].endedAt == nil {
      record.legs[index].endedAt = end
      record.legs[index].ending = reason
    }
    for index in record.states.indices where record.states[index].milliseconds == nil {
      let length = end - record.states[index].from
      record.states[index].milliseconds = length / 1000
      record.states[index].microseconds = length
    }
    for index in record.transfers.indices where record.transfers[index].outcome == nil {
      record.transfers[index].outcome = reason
    }
    return record
  }

  /// The latest moment of which the record speaks, microseconds since the call's start.
  var lastKnownTime: Int64 {
    var last = max(0, answeredAt ?? 0, talkingAt ?? 0, endedAt ?? 0)
    func see(_ time: Int64?) { last = max(last, time ?? 0) }
    for negotiation in negotiations {
      for time in [negotiation.startedAt, negotiation.decidedAt] { see(time) }
    }
    for leg in legs {
      for time in [leg.startedAt, leg.ringingAt, leg.answeredAt, leg.endedAt] { see(time) }
    }
    for key in keys { see(key.at) }
    for state in states {
      see(state.from + (state.microseconds ?? (state.milliseconds ?? 0) * 1000))
    }
    for prompt in prompts { see(prompt.at) }
    for part in recordings ?? [] { see(part.startedAt + (part.milliseconds ?? 0) * 1000) }
    for transfer in transfers {
      let times = [
        transfer.t0, transfer.t1, transfer.t2, transfer.t3, transfer.t4, transfer.t5, transfer.t6,
      ]
      for time in times { see(time) }
    }
    return last
  }
}
