import Console
import Testing

/// Phones that register, with the digest of RFC 3261 and that of RFC 8760.
@Suite struct RegistrationTests {
  private var plan: SitePlan {
    var plan = SitePlan()
    plan.passwords = ["1001": "open-sesame"]
    return plan
  }

  @Test func digestMD5() async throws {
    try await Stage.play(plan) { stage in
      let keys = ["user": "1001", "password": "open-sesame"]
      let phone = try await register(stage, "registering", at: stage.net.seat("1001"), keys)
      try await phone.succeeds()
      let answer = try #require(phone.received.last)
      #expect(answer.header("Contact")?.contains(stage.net.seat("1001")) == true)
      // Registered, it has calls.
      let seat = try await stage.seat("1001", as: "phone")
      let citizen = try await stage.citizen()
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try await stage.end(citizen)
      try await seat.succeeds()
    }
  }

  @Test func bothDigestsAreOffered() async throws {
    try await Stage.play(plan) { stage in
      let keys = ["user": "1001", "password": "wrong"]
      let phone = try await register(stage, "registering-in-vain", at: stage.net.seat("1001"), keys)
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

  @Test(arguments: [("1001", "wrong"), ("1002", "open-sesame"), ("4711", "open-sesame")])
  func refused(user: String, password: String) async throws {
    try await Stage.play(plan) { stage in
      let keys = ["user": user, "password": password]
      let phone = try await register(stage, "registering-in-vain", at: stage.net.seat("1001"), keys)
      try await phone.succeeds()
      #expect(!phone.received.contains { $0.kind == "200 REGISTER" })
      let seats = try stage.box.seats()
      #expect(seats.first { $0.name == "1001" }?.state == .unreachable)
      #expect(!stage.box.log.contains { $0.contains(password) })
    }
  }

  /// A seat of the police network is unknown on the government network.
  @Test func wrongNetwork() async throws {
    var plan = plan
    plan.passwords["2001"] = "open-sesame"
    try await Stage.play(plan) { stage in
      let keys = ["user": "2001", "password": "open-sesame"]
      let phone = try await register(stage, "registering-in-vain", at: stage.net.seat("2001"), keys)
      try await phone.succeeds()
      #expect(!phone.received.contains { $0.kind == "200 REGISTER" })
    }
  }

  private func register(
    _ stage: Stage, _ scenario: String, at address: String, _ keys: [String: String]
  ) async throws -> SIPp {
    try await SIPp(
      "registering", scenario, at: address, calling: "\(stage.net.gov):5060", keys: keys,
      options: ["-au", keys["user"] ?? "", "-ap", keys["password"] ?? ""], in: stage.directory)
  }
}
