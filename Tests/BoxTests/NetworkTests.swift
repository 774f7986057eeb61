import Testing

/// Two networks that see nothing of each other, and the ways on which SIP reaches the box.
@Suite struct NetworkTests {
  /// Nothing that is said on the police network names an address of the government network.
  @Test func addressesAreHidden() async throws {
    try await Stage.play { stage in
      let target = try await stage.seat("2001")
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("transfer-110", seat: "1001")
      try await target.receives("ACK")
      try await seat.succeeds()
      try await stage.end(citizen)
      try await target.succeeds()
      let hidden = [stage.net.gov, stage.net.carrier, stage.net.seat("1001")]
      for message in target.received {
        for address in hidden { #expect(!message.text.mentions(address)) }
      }
      for message in citizen.received + seat.received {
        for address in [stage.net.police, stage.net.seat("2001")] {
          #expect(!message.text.mentions(address))
        }
      }
      let invite = try #require(target.received.first)
      #expect(invite.audio?.address == stage.net.police)
      // The citizen's SIP Call-ID is nobody else's.
      let id = try #require(citizen.messages.first?.header("Call-ID"))
      #expect(!target.received.contains { $0.text.contains(id) })
    }
  }

  @Test func identityIsBelievedAndShown() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001")
      let extra = "P-Asserted-Identity: <sip:13911112222@\(stage.net.carrier)>"
      let citizen = try await stage.citizen(keys: ["extra": extra])
      let invite = try await seat.receives("INVITE")
      #expect(invite.header("From")?.contains("sip:13911112222@") == true)
      #expect(invite.header("P-Asserted-Identity")?.contains("13911112222") == true)
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try await stage.end(citizen)
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.caller == "13911112222")
    }
  }

  @Test func identityOfAPeerWithoutTrust() async throws {
    var plan = SitePlan()
    plan.more["trunk carrier"] = "identity = withhold"
    try await Stage.play(plan) { stage in
      let seat = try await stage.seat("1001")
      let extra = "P-Asserted-Identity: <sip:110@\(stage.net.carrier)>"
      let citizen = try await stage.citizen(keys: ["extra": extra])
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try await stage.end(citizen)
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.caller == "13800000001")
    }
  }

  /// Who withholds the number is nobody for the seat, also in every header.
  @Test func withheldNumber() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen(keys: ["extra": "Privacy: id"])
      let invite = try await seat.receives("INVITE")
      #expect(!invite.text.contains("13800000001"))
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try await stage.end(citizen)
      try await seat.succeeds()
    }
  }

  @Test func trunkThatWantsItsOwnNumber() async throws {
    var plan = SitePlan()
    plan.policeTrunks = [1]
    plan.more["trunk police-1"] = "caller-id = 037112345"
    try await Stage.play(plan) { stage in
      let other = try await stage.policeDesk(1)
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("transfer-trunks", seat: "1001")
      let invite = try await other.receives("INVITE")
      #expect(invite.startLine.hasPrefix("INVITE sip:110@\(stage.net.policeTrunk(1))"))
      #expect(invite.header("From")?.contains("sip:037112345@") == true)
      try await other.receives("ACK")
      try await seat.succeeds()
      try await stage.end(citizen)
      try await other.succeeds()
    }
  }

  @Test func citizenOverTCP() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen(tcp: true)
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try await stage.box.isIn("talking", forSeconds: 3)
      try seat.cue("BYE")
      try await seat.succeeds()
      try await citizen.succeeds()
    }
  }

  @Test func seatOverTCP() async throws {
    var plan = SitePlan()
    plan.tcpSeats = ["1001"]
    try await Stage.play(plan) { stage in
      let seat = try await stage.seat("1001", tcp: true)
      let citizen = try await stage.citizen()
      let invite = try await seat.receives("INVITE")
      #expect(invite.header("Via")?.contains("SIP/2.0/TCP") == true)
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try await stage.end(citizen)
      try await seat.succeeds()
    }
  }
}

extension String {
  /// Whether the address stands there, and not only as the beginning of a longer one.
  fileprivate func mentions(_ address: String) -> Bool {
    var rest = self[...]
    while let found = rest.firstRange(of: address) {
      if found.upperBound == rest.endIndex || !rest[found.upperBound].isNumber { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }
}
