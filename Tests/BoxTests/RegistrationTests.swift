import Console
import Testing

/// Phones that register, with the digest of RFC 3261 and that of RFC 8760.
@Suite struct RegistrationTests {
  private var plan: SitePlan {
    var plan = SitePlan()
    plan.passwords = ["1001": "open-sesame"]
    return plan
  }

  @Test func bothDigestsAreOffered() async throws {
    try await Stage.play(plan) { stage in
      let phone = try await register(stage, "challenged", at: stage.net.seat("1001"), user: "1001")
      try await phone.succeeds()
      let challenge = try #require(phone.received.first { $0.kind == "401 REGISTER" })
      let offers = challenge.text.split(separator: "\n").filter {
        $0.lowercased().hasPrefix("www-authenticate:")
      }
      // The stronger one first (RFC 8760 section 2.3).
      #expect(offers.count == 2)
      #expect(offers.first?.contains("SHA-256") == true)
      #expect(offers.last?.contains("MD5") == true)
    }
  }

  /// A seat that the site does not know, does not let register, or has on the other network.
  @Test(arguments: ["4711", "1002", "2001"])
  func strangers(user: String) async throws {
    var plan = plan
    plan.passwords["2001"] = "open-sesame"
    try await Stage.play(plan) { stage in
      let phone = try await register(
        stage, "turned-away-phone", at: stage.net.seat("1001"), user: user)
      try await phone.succeeds()
    }
  }

  /// Our phone answers the first challenge that it knows: SHA-256 (RFC 8760).
  @Test func digestSHA256() async throws {
    try await Stage.play(plan) { stage in
      let address = stage.net.gov
      let first = try await stage.phone(
        "1001", "--answer", "now", "--user", "1001", "--password", "open-sesame", "--register",
        "sip:\(address):5060")
      try await first.says("registered")
      try await stage.box.logs("event=seat", "seat=1001", "reachable=true")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(address):5060")
      try await citizen.hears("1001")
      try await first.hears("citizen")
      try await stage.end(citizen, first)
    }
  }

  @Test func wrongPassword() async throws {
    try await Stage.play(plan) { stage in
      let phone = try await stage.phone(
        "1001", "--user", "1001", "--password", "wrong-secret", "--register",
        "sip:\(stage.net.gov):5060")
      try await phone.says("failed")
      let seats = try stage.box.seats()
      #expect(seats.first { $0.name == "1001" }?.state == .unreachable)
      #expect(!stage.box.log.contains { $0.contains("open-sesame") || $0.contains("wrong-secret") })
    }
  }

  private func register(
    _ stage: Stage, _ scenario: String, at address: String, user: String
  ) async throws -> SIPp {
    try await SIPp(
      "registering", scenario, at: address, calling: "\(stage.net.gov):5060",
      keys: ["user": user], in: stage.directory)
  }
}
