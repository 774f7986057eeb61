internal import Switchboard

/// Writes effects as the lines of a flow; of a hearing matrix only the rows that changed.
struct EffectWriter: Sendable {
  private var matrices: [CallID: HearingMatrix] = [:]
  private var states: [String: String] = [:]

  mutating func lines(for effect: Effect, names: LegNames) -> [String] {
    func name(_ leg: LegID) -> String { names.name(of: leg) }
    switch effect {
    case .dial(let leg, _, _): return ["dial \(name(leg))"]
    case .ring(let leg): return ["180 \(name(leg))"]
    case .answer(let leg): return ["200 \(name(leg))"]
    case .reject(let leg, let status): return ["\(status) \(name(leg))"]
    case .release(let leg, let why): return ["release \(name(leg)): \(why.rawValue)"]
    case .move(let leg, let call): return ["move \(name(leg)) to call \(call.rawValue)"]
    case .hear(let call, let matrix, _): return hearing(call, matrix, names)
    case .watchFirstVoice: return []
    case .startTimer(let timer, let duration):
      return ["timer \(timer.kind) \(seconds(duration))"]
    case .stopTimer(let timer): return ["stop timer \(timer.kind)"]
    case .tell(let leg, let notice): return ["tell \(name(leg)): \(words(notice))"]
    case .say(let leg, let prompt, let softly):
      return ["say \(prompt) to \(name(leg))" + (softly ? ", softly" : "")]
    case .inform(let target, let bulletin):
      return ["inform \(target): level \(bulletin.level.rawValue)"]
    case .notify(let leg, let progress): return ["notify \(name(leg)): \(words(progress))"]
    case .probe(let leg): return ["probe \(name(leg))"]
    case .startRecording(_, let citizen): return ["record, citizen \(name(citizen))"]
    case .stopRecording: return ["stop recording"]
    case .reply(_, let outcome): return ["key \(outcome)"]
    case .freedByAudit(let party, _): return ["freed by audit: \(party)"]
    case .wrappedUp: return []
    case .record(let record): return state(record)
    }
  }

  private mutating func hearing(
    _ call: CallID, _ matrix: HearingMatrix, _ names: LegNames
  ) -> [String] {
    defer { matrices[call] = matrix.rows.isEmpty ? nil : matrix }
    let before = matrices[call]
    return matrix.rows.filter { before?[$0.listener] != $0 }.map { row in
      let voices = row.voices.map { names.name(of: $0) }
      let sounds = row.sound.map { [$0.description] } ?? []
      let heard = voices + sounds
      return "\(names.name(of: row.listener)) hears "
        + (heard.isEmpty ? "nothing" : heard.joined(separator: " + "))
    }
  }

  private mutating func state(_ record: CallRecord) -> [String] {
    if let ending = record.ending {
      states[record.id] = nil
      let first = record.firstReceiver ?? "nobody"
      let final = record.finalReceiver ?? "nobody"
      return ["ended: \(ending), first receiver \(first), final receiver \(final)"]
    }
    let state = record.states.last?.state ?? ""
    defer { states[record.id] = state }
    return states[record.id] == state ? [] : ["state \(state)"]
  }

  private func seconds(_ duration: Duration) -> String {
    duration.milliseconds % 1000 == 0
      ? "\(duration.milliseconds / 1000)s" : "\(duration.milliseconds)ms"
  }

  private func words(_ notice: Notice) -> String {
    switch notice {
    case .keyAccepted: "key accepted"
    case .keyRefused(let reason): "refused, \(reason.rawValue)"
    case .targetFailed(let failure): "target \(failure)"
    case .responsible(let party): "responsible is \(party)"
    case .joined: "joined"
    case .emergency: "emergency"
    case .nobodyTold: "nobody told"
    }
  }

  private func words(_ progress: ReferProgress) -> String {
    switch progress {
    case .accepted: "202"
    case .refused(let status): "refused \(status)"
    case .ringing: "180"
    case .final(let status): "final \(status)"
    }
  }
}
