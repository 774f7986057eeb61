extension CallFacts {
  /// The facts of a record.
  init(_ entry: CDREntry, _ names: inout StringTable) {
    id = UInt64(entry.id, radix: 16) ?? 0
    start = entry.startedAt
    isInbound = entry.legs.first?.party == "citizen"
    emergency = entry.emergency
    harassment = entry.harassment
    level = entry.level ?? 0
    setEnding(entry.ending ?? "", &names)
    wait = entry.talkingMilliseconds
    duration = entry.durationMilliseconds ?? 0
    // Only what the site answers to: whoever dials at random must not fill the table of names.
    if isInbound && status == 0 { dialled = names.number(of: entry.dialled) }
    if let step = entry.route.first(where: { $0.hasPrefix("group ") }) {
      group = names.number(of: Self.groupName(step))
    }
    first = names.number(of: Self.party(entry.firstReceiver))
    final = names.number(of: Self.party(entry.finalReceiver))
    for state in entry.states { add(state, of: entry, &names) }
    negotiations = entry.negotiations.map { part in
      Negotiation(
        outcome: names.number(of: part.outcome ?? ""),
        transfer: Self.transfer(of: entry, until: part.startedMilliseconds, 4))
    }
    for (index, leg) in entry.legs.enumerated() {
      legs.append(Leg(leg, isCaller: index == 0, &names))
    }
    for transfer in entry.transfers { transfers.append(Transfer(transfer, &names)) }
    for key in entry.keys where key.action == "return" && key.outcome == "accepted" {
      returns.append(Return(at: key.atMilliseconds, seat: names.number(of: key.seat)))
    }
  }

  /// The name in a step of a route: `12345` of `group 12345: seat 1001`.
  static func groupName(_ step: String) -> String {
    String(step.dropFirst("group ".count).prefix { $0 != " " && $0 != ":" && $0 != "," })
  }

  /// A party without the number that was rung behind a trunk.
  fileprivate static func party(_ party: String?) -> String {
    guard let party, let at = party.lastIndex(of: "@") else { return party ?? "" }
    return String(party[at...])
  }

  /// The last transfer whose time `index` (T0…T6) was at `milliseconds` or before; -1 for none.
  private static func transfer(of entry: CDREntry, until milliseconds: Int64, _ index: Int) -> Int {
    entry.transfers.lastIndex { transfer in
      transfer.times[index].map { $0 / 1000 <= milliseconds } ?? false
    } ?? -1
  }

  private mutating func setEnding(_ text: String, _ names: inout StringTable) {
    for kind in ["rejected", "merged"] where text.hasPrefix(kind + "-") {
      ending = names.number(of: kind)
      if kind == "rejected" { status = Int64(text.dropFirst(kind.count + 1)) ?? 0 }
      return
    }
    ending = names.number(of: text)
  }

  private mutating func add(
    _ state: CDREntry.State, of entry: CDREntry, _ names: inout StringTable
  ) {
    let length = state.milliseconds ?? 0
    switch state.state {
    case "arriving", "waiting": queued += length
    case "talking", "adding", "consulting", "conferring": talked += length
    case "held":
      // Nobody else is in the call then: whose leg is up has it.
      let from = state.fromMilliseconds
      let leg = entry.legs.dropFirst().first {
        guard let answered = $0.answeredMilliseconds else { return false }
        return answered <= from && $0.endedMilliseconds ?? .max > from
      }
      holds.append(Hold(seat: names.number(of: Self.party(leg?.party)), length: length))
    case "recalling":
      recalls.append(Self.transfer(of: entry, until: state.fromMilliseconds, 0))
    default: break
    }
  }
}

extension CallFacts.Leg {
  fileprivate init(_ leg: CDREntry.Leg, isCaller: Bool, _ names: inout StringTable) {
    party = names.number(of: CallFacts.party(leg.party))
    ending = names.number(of: leg.ending ?? "")
    self.isCaller = isCaller
    started = leg.startedMilliseconds
    ringing = leg.ringingMilliseconds
    answered = leg.answeredMilliseconds
    ended = leg.endedMilliseconds
    wrapUp = leg.wrapUpMilliseconds
  }
}

extension CallFacts.Transfer {
  fileprivate init(_ transfer: CDREntry.Transfer, _ names: inout StringTable) {
    key = names.number(of: transfer.key)
    seat = names.number(of: CallFacts.party(transfer.seat))
    destination = names.number(of: Self.known(transfer.destination))
    outcome = names.number(of: transfer.outcome ?? "")
    target = names.number(of: CallFacts.party(transfer.target))
    let times = transfer.times
    pressed = (times[0] ?? 0) / 1000
    answered = times[4].map { $0 / 1000 }
    toInvite = Self.difference(times[0], times[2])
    toVoice = Self.difference(times[4], times[6])
    whole = Self.difference(times[0], times[6])
  }

  /// A destination without the number that was rung behind a trunk.
  private static func known(_ destination: String) -> String {
    guard destination.hasPrefix("trunk ") else { return destination }
    return destination.split(separator: " ").prefix(2).joined(separator: " ")
  }

  private static func difference(_ from: Int64?, _ to: Int64?) -> Int64? {
    guard let from, let to else { return nil }
    return to - from
  }
}
