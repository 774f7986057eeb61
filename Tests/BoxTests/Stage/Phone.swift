import Foundation
import Testing

/// A `liandong phone`: has a tone for a voice, hears who speaks, presses keys.
struct Phone: Sendable {
  let child: Child

  /// The voices, in hertz; none is near another, a harmonic, or the ringback's 450.
  static let voices = [
    "citizen": 620, "1001": 850, "1002": 1700, "1009": 1480, "2001": 1150, "2002": 2100,
  ]

  /// Voices that only wide-band carries, hertz.
  static let highVoices = ["5200", "6000"]

  /// Starts one and waits until it listens.
  init(_ name: String, at address: String, _ options: [String] = [], in directory: URL) async throws
  {
    let names = Self.voices.keys.sorted()
    let known = names.map { "\(Self.voices[$0] ?? 0)" } + Self.highVoices + ["ringback", "music"]
    var arguments = ["phone", "--name", name, "--listen", "\(address):5060"]
    arguments += ["--from", name == "citizen" ? "13800000001" : name]
    arguments += ["--tone", "\(Self.voices[name] ?? 0)"]
    if !options.contains("--hear") { arguments += ["--hear", known.joined(separator: ",")] }
    child = try Child("phone-\(name)", Box.binary, arguments + options, in: directory)
    try await child.says("event=listening")
  }

  var events: [[String: String]] {
    TextFile.lines(child.output).map { line in
      var event: [String: String] = [:]
      for word in line.split(separator: " ") {
        guard let equals = word.firstIndex(of: "=") else { continue }
        event[String(word[..<equals])] = String(word[word.index(after: equals)...])
      }
      return event
    }
  }

  /// Events of that name.
  func all(_ name: String) -> [[String: String]] { events.filter { $0["event"] == name } }

  func tell(_ command: String) throws { try child.type(command) }

  /// Waits for the `count`-th event of that name.
  @discardableResult
  func says(_ event: String, count: Int = 1) async throws -> [String: String] {
    try await eventually("\(child.name) says \(event)\n\(tail)") {
      let found = all(event)
      return found.count >= count ? found[count - 1] : nil
    }
  }

  /// Waits until it hears exactly these: names of parties, `ringback`, `music`, `silence`.
  ///
  /// - Parameter leg: counted from 1; nil means the youngest.
  func hears(_ parties: String..., leg: Int? = nil) async throws {
    try await hears(parties, leg: leg)
  }

  func hears(_ parties: [String], leg: Int? = nil) async throws {
    let wanted = Set(parties.map { Self.voices[$0].map { "\($0)" } ?? $0 })
    try await eventually("\(child.name) hears \(parties.joined(separator: " and "))\n\(tail)") {
      let heard = all("hears").last { leg == nil || $0["leg"] == "\(leg ?? 0)" }
      let names = heard?["hears"]?.split(separator: ",").map(String.init) ?? []
      return Set(names) == wanted ? true : nil
    }
  }

  /// Whether anything of what it has heard so far was that.
  func everHeard(_ party: String) -> Bool {
    let name = Self.voices[party].map { "\($0)" } ?? party
    return all("hears").contains {
      $0["hears"]?.split(separator: ",").contains { $0 == name } == true
    }
  }

  private var tail: String { TextFile.lines(child.output).suffix(30).joined(separator: "\n") }
}

extension Stage {
  func phone(_ name: String, _ options: String...) async throws -> Phone {
    let address = name == "citizen" ? net.carrier : net.seat(name)
    return try await Phone(name, at: address, options, in: directory)
  }

  /// Citizen and 1001 talk, each hears the other; 2001 is there and rings when it is called.
  func talk() async throws -> (citizen: Phone, first: Phone, second: Phone) {
    let first = try await phone("1001", "--answer", "now")
    let second = try await phone("2001")
    let citizen = try await phone("citizen", "--call", "sip:12345@\(net.gov):5060")
    try await citizen.hears("1001")
    try await first.hears("citizen")
    return (citizen, first, second)
  }

  /// The citizen hangs up, whoever is in the call is told, the phones leave in good order.
  func end(_ citizen: Phone, _ others: Phone...) async throws {
    try citizen.tell("hangup")
    try await citizen.says("media")
    try await box.isIdle()
    for phone in [citizen] + others {
      try phone.tell("quit")
      let status = try await phone.child.exitStatus()
      #expect(status == 0)
    }
  }
}
