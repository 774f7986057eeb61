import Console
import Testing

/// Who is how loud, as `calls` and `seats` show it while a call is relayed and while it is mixed.
@Suite struct MeterTests {
  @Test func everyPartyHasItsLevel() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      try await stage.box.shows("citizen", "1001")
      try first.tell("press *2")
      try await second.says("incoming")
      try second.tell("answer")
      try await citizen.hears("1001", "2001")
      try await stage.box.shows("citizen", "1001", "2001")
      try await eventually("both seats have a level") {
        let seats = try stage.box.seats()
        return seats.filter { $0.level != nil }.map(\.name) == ["1001", "2001"] ? true : nil
      }
      try first.tell("mute")
      try await stage.box.shows("citizen", "2001")
      try await stage.end(citizen, first, second)
    }
  }
}

extension Box {
  /// The levels of the only call.
  fileprivate func levels() throws -> [String: LevelStatus] {
    let call = try control.request("calls", as: [CallStatus].self).first
    return (call?.levels ?? []).reduce(into: [:]) { $0[$1.leg] = $1.level }
  }

  /// Waits until these, and nobody else, are as loud as a phone's tone.
  fileprivate func shows(_ names: String...) async throws {
    try await eventually("\(names) are loud") {
      let levels = try levels()
      let areLoud = levels.values.allSatisfy { (-30...0).contains($0.rms) && $0.peak >= $0.rms - 1 }
      return Set(levels.keys) == Set(names) && areLoud ? true : nil
    }
  }
}
