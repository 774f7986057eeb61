extension CDREntry {
  /// Reads one line of `cdr.jsonl`; `nil` when it is no record. Unknown keys are passed over.
  package init?(line: ArraySlice<UInt8>) {
    self.init()
    var entry = self
    let isRead = line.withUnsafeBufferPointer { bytes in
      var cursor = JSONCursor(bytes)
      guard (try? entry.read(&cursor)) != nil else { return false }
      return cursor.isAtEnd()
    }
    guard isRead, !entry.id.isEmpty, !entry.state.isEmpty,
      let startedAt = SiteTime.moment(of: entry.start)
    else { return nil }
    entry.startedAt = startedAt
    self = entry
  }

  private mutating func read(_ cursor: inout JSONCursor) throws(JSONProblem) {
    try cursor.object { cursor, key throws(JSONProblem) in
      switch key {
      case "id": id = try cursor.text()
      case "state": state = try cursor.text()
      case "start": start = try cursor.text()
      case "caller": caller = try cursor.text()
      case "dialled": dialled = try cursor.text()
      case "source": source = try cursor.text()
      case "answered_ms": answeredMilliseconds = try cursor.integerOrNull()
      case "talking_ms": talkingMilliseconds = try cursor.integerOrNull()
      case "duration_ms": durationMilliseconds = try cursor.integerOrNull()
      case "ending": ending = try cursor.textOrNull()
      case "first_receiver": firstReceiver = try cursor.textOrNull()
      case "final_receiver": finalReceiver = try cursor.textOrNull()
      case "emergency": emergency = try cursor.truth()
      case "level": level = try cursor.integerOrNull()
      case "harassment": harassment = try cursor.truth()
      case "negotiations", "legs", "keys", "states", "transfers", "recordings", "route",
        "corrections":
        try readList(key, &cursor)
      default: try cursor.skip()
      }
    }
  }

  private mutating func readList(
    _ key: JSONKey, _ cursor: inout JSONCursor
  ) throws(JSONProblem) {
    if try cursor.takeNull() { return }
    try cursor.array { cursor throws(JSONProblem) in
      switch key {
      case "negotiations": negotiations.append(try Negotiation(&cursor))
      case "legs": legs.append(try Leg(&cursor))
      case "keys": keys.append(try Key(&cursor))
      case "states": states.append(try State(&cursor))
      case "transfers": transfers.append(try Transfer(&cursor))
      case "recordings": recordings.append(try Recording(&cursor))
      case "corrections":
        try cursor.object { cursor, key throws(JSONProblem) in
          switch key {
          case "field": corrected.append(try cursor.text())
          default: try cursor.skip()
          }
        }
      default: route.append(try cursor.text())
      }
    }
  }
}

extension CDREntry.Negotiation {
  fileprivate init(_ cursor: inout JSONCursor) throws(JSONProblem) {
    try cursor.object { cursor, key throws(JSONProblem) in
      switch key {
      case "started_ms": startedMilliseconds = try cursor.integer()
      case "outcome": outcome = try cursor.textOrNull()
      case "responsible": responsible = try cursor.textOrNull()
      default: try cursor.skip()
      }
    }
  }
}

extension CDREntry.Leg {
  fileprivate init(_ cursor: inout JSONCursor) throws(JSONProblem) {
    try cursor.object { cursor, key throws(JSONProblem) in
      switch key {
      case "party": party = try cursor.text()
      case "started_ms": startedMilliseconds = try cursor.integer()
      case "ringing_ms": ringingMilliseconds = try cursor.integerOrNull()
      case "answered_ms": answeredMilliseconds = try cursor.integerOrNull()
      case "ended_ms": endedMilliseconds = try cursor.integerOrNull()
      case "ending": ending = try cursor.textOrNull()
      case "wrap_up_ms": wrapUpMilliseconds = try cursor.integerOrNull()
      default: try cursor.skip()
      }
    }
  }
}

extension CDREntry.Key {
  fileprivate init(_ cursor: inout JSONCursor) throws(JSONProblem) {
    try cursor.object { cursor, key throws(JSONProblem) in
      switch key {
      case "at_ms": atMilliseconds = try cursor.integer()
      case "seat": seat = try cursor.text()
      case "key": self.key = try cursor.text()
      case "action": action = try cursor.textOrNull()
      case "outcome": outcome = try cursor.text()
      default: try cursor.skip()
      }
    }
  }
}

extension CDREntry.State {
  fileprivate init(_ cursor: inout JSONCursor) throws(JSONProblem) {
    try cursor.object { cursor, key throws(JSONProblem) in
      switch key {
      case "state": state = try cursor.text()
      case "from_ms": fromMilliseconds = try cursor.integer()
      case "ms": milliseconds = try cursor.integerOrNull()
      default: try cursor.skip()
      }
    }
  }
}

extension CDREntry.Transfer {
  fileprivate init(_ cursor: inout JSONCursor) throws(JSONProblem) {
    try cursor.object { cursor, key throws(JSONProblem) in
      switch key {
      case "key": self.key = try cursor.text()
      case "seat": seat = try cursor.text()
      case "destination": destination = try cursor.text()
      case "outcome": outcome = try cursor.textOrNull()
      case "target": target = try cursor.textOrNull()
      case "t0_us": times[0] = try cursor.integerOrNull()
      case "t1_us": times[1] = try cursor.integerOrNull()
      case "t2_us": times[2] = try cursor.integerOrNull()
      case "t3_us": times[3] = try cursor.integerOrNull()
      case "t4_us": times[4] = try cursor.integerOrNull()
      case "t5_us": times[5] = try cursor.integerOrNull()
      case "t6_us": times[6] = try cursor.integerOrNull()
      default: try cursor.skip()
      }
    }
  }
}

extension CDREntry.Recording {
  fileprivate init(_ cursor: inout JSONCursor) throws(JSONProblem) {
    try cursor.object { cursor, key throws(JSONProblem) in
      switch key {
      case "file": file = try cursor.text()
      case "ms": milliseconds = try cursor.integerOrNull()
      case "bytes": bytes = try cursor.integerOrNull()
      case "sha256": sha256 = try cursor.textOrNull()
      default: try cursor.skip()
      }
    }
  }
}
