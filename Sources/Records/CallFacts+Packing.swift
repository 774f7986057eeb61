extension CallFacts {
  func pack(into out: inout PackedWriter) {
    out.add(Int64(bitPattern: id))
    out.add(start)
    out.add((isInbound ? 1 : 0) | (emergency ? 2 : 0) | (harassment ? 4 : 0))
    for value in [level, Int64(ending), status] { out.add(value) }
    out.add(wait)
    for value in [duration, Int64(dialled), Int64(group), Int64(first), Int64(final)] {
      out.add(value)
    }
    for value in [queued, talked] { out.add(value) }
    out.add(holds.count)
    for hold in holds {
      out.add(hold.seat)
      out.add(hold.length)
    }
    out.add(recalls.count)
    for place in recalls { out.add(place) }
    out.add(negotiations.count)
    for part in negotiations {
      out.add(part.outcome)
      out.add(part.transfer)
    }
    out.add(legs.count)
    for leg in legs { leg.pack(into: &out) }
    out.add(transfers.count)
    for transfer in transfers { transfer.pack(into: &out) }
    out.add(returns.count)
    for part in returns {
      out.add(part.at)
      out.add(part.seat)
    }
  }

  init(_ reader: inout PackedReader) {
    id = UInt64(bitPattern: reader.integer())
    start = reader.integer()
    let flags = reader.integer()
    (isInbound, emergency, harassment) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0)
    level = reader.integer()
    ending = reader.number()
    status = reader.integer()
    wait = reader.optional()
    duration = reader.integer()
    dialled = reader.number()
    group = reader.number()
    first = reader.number()
    final = reader.number()
    queued = reader.integer()
    talked = reader.integer()
    for _ in 0..<reader.count() {
      holds.append(Hold(seat: reader.number(), length: reader.integer()))
    }
    for _ in 0..<reader.count() { recalls.append(reader.number()) }
    for _ in 0..<reader.count() {
      negotiations.append(Negotiation(outcome: reader.number(), transfer: reader.number()))
    }
    let legCount = reader.count()
    legs.reserveCapacity(legCount)
    for _ in 0..<legCount { legs.append(Leg(&reader)) }
    for _ in 0..<reader.count() { transfers.append(Transfer(&reader)) }
    for _ in 0..<reader.count() {
      returns.append(Return(at: reader.integer(), seat: reader.number()))
    }
  }
}

extension CallFacts.Leg {
  fileprivate func pack(into out: inout PackedWriter) {
    out.add(party)
    out.add(ending)
    out.add(isCaller)
    out.add(started)
    for time in [ringing, answered, ended, wrapUp] { out.add(time) }
  }

  fileprivate init(_ reader: inout PackedReader) {
    party = reader.number()
    ending = reader.number()
    isCaller = reader.truth()
    started = reader.integer()
    ringing = reader.optional()
    answered = reader.optional()
    ended = reader.optional()
    wrapUp = reader.optional()
  }
}

extension CallFacts.Transfer {
  fileprivate func pack(into out: inout PackedWriter) {
    for name in [key, seat, destination, outcome, target] { out.add(name) }
    out.add(pressed)
    for time in [answered, toInvite, toVoice, whole] { out.add(time) }
  }

  fileprivate init(_ reader: inout PackedReader) {
    key = reader.number()
    seat = reader.number()
    destination = reader.number()
    outcome = reader.number()
    target = reader.number()
    pressed = reader.integer()
    answered = reader.optional()
    toInvite = reader.optional()
    toVoice = reader.optional()
    whole = reader.optional()
  }
}
