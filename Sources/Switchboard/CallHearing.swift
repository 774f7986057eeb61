internal import Routing

extension Call {
  /// Who hears whom where the call stands now.
  func hearingMatrix() -> HearingMatrix {
    guard !isEnded else { return HearingMatrix() }
    var rows = [hearing(ofCaller: caller)]
    for leg in legs where leg.id != caller && leg.phase == .answered {
      rows.append(hearing(ofDesk: leg))
    }
    return HearingMatrix(rows)
  }

  private func hearing(ofCaller caller: LegID) -> Hearing {
    switch state {
    case .arriving(let hunt):
      // A seat that calls out hears what the far network says; a citizen always our ringback.
      if !isProtected, let speaking = hunt.legs.first(where: { isSpeakingEarly($0) }) {
        return Hearing(listener: caller, voices: [speaking])
      }
      return Hearing(listener: caller, sound: Sound(announcements, then: .ringback))
    case .refusing:
      return Hearing(listener: caller, sound: Sound(plan.announcement, then: .congestion))
    case .waiting(let waiting):
      // Who found every seat busy at once has not heard yet what is to be said of the number.
      let before = isAnnounced ? [] : announcements
      guard before.isEmpty else {
        return Hearing(listener: caller, sound: Sound(before, then: .music))
      }
      return Hearing(listener: caller, sound: Sound(waiting.sentence, then: .music))
    case .talking(let holder): return hearing(of: [holder])
    case .adding(let holder?, let addition):
      return hearing(of: addition.together?.desks ?? [holder])
    case .adding(nil, _):
      return Hearing(listener: caller, sound: Sound(.connecting, then: .ringback))
    case .asking, .consulting: return Hearing(listener: caller, sound: Sound(then: .music))
    case .conferring(let conference): return hearing(of: conference.desks)
    case .recalling: return Hearing(listener: caller, sound: Sound(.returning, then: .ringback))
    case .confirming, .ended: return Hearing(listener: caller)
    }
  }

  /// The caller hears these people, or, when none of them is there, music.
  private func hearing(of people: [LegID]) -> Hearing {
    let heard = people.filter { leg($0)?.isHeard == true }
    guard heard.isEmpty else { return Hearing(listener: caller, voices: heard) }
    let isTrouble = people.contains { leg($0)?.isMissed == true }
    return Hearing(listener: caller, sound: Sound(isTrouble ? .lineTrouble : nil, then: .music))
  }

  private func isSpeakingEarly(_ id: LegID) -> Bool {
    leg(id)?.phase == .ringing(earlyMedia: true)
  }

  private func hearing(ofDesk listener: Leg) -> Hearing {
    switch listener.hold {
    case .phone: return Hearing(listener: listener.id)
    case .key: return Hearing(listener: listener.id, sound: Sound(then: .reminder))
    case .none: break
    }
    switch state {
    case .talking: return hearing(listener, [caller])
    case .adding(_, let addition):
      let others = addition.together?.others(than: listener.id) ?? []
      return hearing(listener, [caller] + others, Sound(then: .ringback))
    case .asking: return hearing(listener, [], Sound(then: .ringback))
    case .consulting(let conference):
      return hearing(listener, conference.others(than: listener.id))
    case .conferring(let conference):
      return hearing(listener, [caller] + conference.others(than: listener.id))
    case .arriving, .refusing, .waiting, .recalling, .confirming, .ended:
      return Hearing(listener: listener.id)
    }
  }

  private func hearing(_ listener: Leg, _ voices: [LegID], _ sound: Sound? = nil) -> Hearing {
    Hearing(
      listener: listener.id, voices: voices.filter { leg($0)?.isHeard == true }, sound: sound)
  }

  /// Sends out the matrix when it is no longer the one in force.
  mutating func sendMatrix(on desk: inout Desk) {
    let next = hearingMatrix()
    guard next != matrix else { return }
    serial += 1
    watchFirstVoices(in: next, on: &desk)
    notePrompts(in: next, on: desk)
    matrix = next
    let isAwaited = awaitedVoices.contains { $0.serial == serial }
    desk.emit(.hear(id, next, serial: isAwaited ? serial : nil))
  }
}
