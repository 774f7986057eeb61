import Testing

/// What is left of a call when the box itself is gone.
@Suite struct RestartTests {
  @Test func killedDuringACall() async throws {
    try await Stage.play { stage in
      let target = try await stage.seat("2001")
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("transfer-110", seat: "1001")
      try await target.receives("ACK")
      try await seat.succeeds()
      try await stage.box.isIn("talking", holder: "2001")
      try await stage.box.keepsOpenRecord()
      stage.box.child.kill()
      let end = try await stage.box.child.exitStatus()
      #expect(end == -9)
      for peer in [citizen, target] {
        peer.child.kill()
        _ = try await peer.child.exitStatus()
      }

      let again = try await Box(site: stage.box.site, name: "box-again")
      let record = try await again.record()
      #expect(record.ending == "box-stopped")
      #expect(record.firstReceiver == "1001" && record.finalReceiver == "2001")
      let recovered = again.log.contains {
        $0.contains("event=recovered") && $0.contains("closed-calls=1")
      }
      #expect(recovered)
      // And it works.
      let seatAgain = try await stage.seat("1001", as: "1001-again")
      let next = try await stage.citizen(as: "next")
      try await seatAgain.receives("ACK")
      try await next.sends("ACK")
      try await stage.end(next)
      try await seatAgain.succeeds()
      let records = try await eventually("two records") {
        let records = try await again.records()
        return records.count == 2 ? records : nil
      }
      #expect(Set(records.map(\.ending)) == ["box-stopped", "caller-hung-up"])
      try await again.stop()
    }
  }

  /// An orderly stop ends the calls by BYE, and their records say why.
  @Test func stoppedDuringACall() async throws {
    try await Stage.play { stage in
      let (citizen, seat) = try await stage.conversation()
      try await stage.box.stop()
      try await citizen.succeeds()
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.ending == "operator")
    }
  }

  /// Two boxes on one data directory would write over each other.
  @Test func secondBoxIsRefused() async throws {
    try await Stage.play { stage in
      let second = try Child(
        "second", Box.binary, ["serve", "--site", stage.box.site], in: stage.directory)
      let status = try await second.exitStatus()
      #expect(status == 1)
      let said = TextFile.read(second.errors) ?? ""
      #expect(said.hasPrefix("liandong: "))
    }
  }
}
