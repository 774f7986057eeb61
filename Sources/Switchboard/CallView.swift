package import Routing

/// A call as people look at it while it is up.
package struct CallView: Hashable, Sendable {
  package let id: CallID
  package let state: String
  package let callerNumber: String
  package let dialled: String
  package let start: Instant
  package let firstReceiver: Party?
  package let isNuisance: Bool
  package let isEmergency: Bool
  /// 1 to 4, once a seat has set it.
  package let level: Int?
  package let legs: [LegView]
  package let matrix: HearingMatrix
  package let isRecorded: Bool
}

/// A leg as people look at it.
package struct LegView: Hashable, Sendable {
  package let id: LegID
  package let party: Party
  package let isCaller: Bool
  package let isAnswered: Bool
}

/// A seat as people look at it.
package struct SeatView: Hashable, Sendable {
  package let name: SeatName
  package let platform: PlatformName
  package let state: SeatState
  /// The call that it takes part in or that rings it.
  package let call: CallID?
}

extension Switchboard {
  /// Every call that is up, oldest first.
  package var callViews: [CallView] {
    liveCalls.sorted { ($0.start, $0.id) < ($1.start, $1.id) }.map { call in
      CallView(
        id: call.id, state: call.stateName, callerNumber: call.arrival.callerNumber,
        dialled: call.arrival.dialled, start: call.start, firstReceiver: call.firstReceiver,
        isNuisance: call.nuisance != nil, isEmergency: call.record.emergency,
        level: call.record.level,
        legs: call.legs.map { leg in
          LegView(
            id: leg.id, party: leg.party, isCaller: leg.id == call.caller,
            isAnswered: leg.phase == .answered)
        },
        matrix: call.matrix, isRecorded: call.recordedCitizen != nil)
    }
  }

  /// Every seat of the site, by name.
  package var seatViews: [SeatView] {
    seats.values.sorted { $0.name < $1.name }.map { seat in
      let leg = standing(of: seat.name).legs.min()
      return SeatView(
        name: seat.name, platform: seat.platform, state: state(of: seat.name),
        call: leg.flatMap { call(of: $0)?.id })
    }
  }

  /// What a seat does: its legs say it before anything else does.
  func state(of seat: SeatName) -> SeatState {
    let standing = standing(of: seat)
    if !standing.legs.isEmpty {
      let isTalking = standing.legs.contains { call(of: $0)?.leg($0)?.phase == .answered }
      return isTalking ? .talking : .ringing
    }
    if !standing.isReachable { return .unreachable }
    if standing.wrapUp != nil { return .wrapUp }
    return standing.isPaused ? .paused : .idle
  }
}
