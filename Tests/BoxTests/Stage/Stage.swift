import Foundation
import Testing

/// One test's box, addresses and directory; all of it is gone afterwards.
struct Stage: Sendable {
  let net: Loopback
  let directory: URL
  let box: Box

  /// What the box is run by, given the stage's directory: a command that runs the rest.
  typealias Prefix = @Sendable (URL) throws -> [String]
  static let noPrefix: Prefix = { _ in [] }

  /// A command that is the same wherever the stage is.
  static func by(_ command: [String]) -> Prefix { { _ in command } }

  /// Builds the stage, plays, and tears it down, also when the play fails.
  static func play(
    _ plan: SitePlan = SitePlan(), environment: [String: String] = [:],
    under prefix: Prefix = noPrefix, _ act: @Sendable (Stage) async throws -> Void
  ) async throws {
    let net = try Loopback()
    try await play(
      text: plan.text(net), on: net, environment: environment, under: prefix, act)
  }

  /// The same with the text of a site file.
  static func play(
    text: String, data: String = "data", on net: Loopback? = nil,
    environment: [String: String] = [:], under prefix: Prefix = noPrefix,
    _ act: @Sendable (Stage) async throws -> Void
  ) async throws {
    await Places.boxes.take()
    do {
      try await perform(text, data, try net ?? Loopback(), environment, prefix, act)
    } catch {
      await Places.boxes.give()
      throw error
    }
    await Places.boxes.give()
  }

  private static func perform(
    _ text: String, _ data: String, _ net: Loopback, _ environment: [String: String],
    _ prefix: Prefix,
    _ act: (Stage) async throws -> Void
  ) async throws {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "liandong-box-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    do {
      let site = directory.appending(path: "site.conf")
      try text.write(to: site, atomically: true, encoding: .utf8)
      let box = try await Box(
        site: site.path, data: data, environment: environment, under: prefix(directory))
      let stage = Stage(net: net, directory: directory, box: box)
      try await act(stage)
      if box.child.isRunning {
        try await box.isIdle()
        try await box.stop()
      }
      #expect(!box.log.contains { $0.contains(" error ") && !isForeseen($0) })
    } catch {
      Issue.record("what the programs said is kept in \(directory.path)")
      throw error
    }
    try FileManager.default.removeItem(at: directory)
  }

  /// A disk that a test has filled on purpose is an error for operators, not for the test.
  private static func isForeseen(_ line: String) -> Bool {
    line.contains("recording-failing") || line.contains("the disk has not taken the last records")
  }

  /// A seat's phone that answers every call until `calls` are over.
  func seat(
    _ name: String, playing scenario: String = "seat", as label: String? = nil,
    tcp: Bool = false, calls: Int = 1, keys: [String: String] = [:], options: [String] = []
  ) async throws -> SIPp {
    try await SIPp(
      label ?? name, scenario, at: net.seat(name), tcp: tcp, calls: calls, keys: keys,
      options: options, in: directory)
  }

  /// Somebody else's police desk, behind a trunk.
  func policeDesk(
    _ number: Int, playing scenario: String = "seat", keys: [String: String] = [:]
  ) async throws -> SIPp {
    try await SIPp(
      "police-\(number)", scenario, at: net.policeTrunk(number), keys: keys, in: directory)
  }

  /// A citizen who talks to 1001, both dialogs up.
  ///
  /// - Parameter calls: how many calls 1001 has to take in all.
  func conversation(calls: Int = 1) async throws -> (citizen: SIPp, seat: SIPp) {
    let seat = try await seat("1001", calls: calls)
    let citizen = try await citizen()
    try await seat.receives("ACK")
    try await citizen.sends("ACK")
    return (citizen, seat)
  }

  /// The citizen hangs up, and has seen no message of the box's but the answers to its own.
  func end(_ citizen: SIPp) async throws {
    try citizen.cue("BYE")
    try await citizen.succeeds()
    #expect(citizen.received.map(\.kind) == ["100 INVITE", "180 INVITE", "200 INVITE", "200 BYE"])
  }

  /// A citizen behind the carrier who calls at once.
  func citizen(
    dials number: String = "12345", playing scenario: String = "citizen",
    as label: String = "citizen", tcp: Bool = false, keys: [String: String] = [:],
    options: [String] = []
  ) async throws -> SIPp {
    try await SIPp(
      label, scenario, at: net.carrier, calling: "\(net.gov):5060", dialling: number,
      tcp: tcp, keys: keys, options: options, in: directory)
  }
}
