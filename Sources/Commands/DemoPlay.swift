internal import Foundation

/// The call of the demonstration, step by step; each step waits for the event that proves it.
struct DemoPlay {
  /// The parties' tones, hertz, by which they are told apart. None is near the ringback's 450.
  static let tones = [("citizen", "1000"), ("1001", "600"), ("2001", "800")]

  /// What the box says to a key that it accepts, hertz: two short beeps.
  static let beeps = ["880", "1175"]

  let stage: DemoStage
  private let site: DemoSite
  private let keeps: Bool
  /// Moments of the script, microseconds, by name.
  private(set) var moments: [String: Int64] = [:]
  /// The citizen's counters at each step.
  private(set) var counters: [(step: String, fields: [String: String])] = []
  /// The call's record, as the box wrote it.
  private(set) var record: String?

  /// - Parameter keeps: what the phones heard is written as WAV files beside the site.
  init(_ stage: DemoStage, _ site: DemoSite, keeps: Bool) {
    self.stage = stage
    self.site = site
    self.keeps = keeps
  }

  mutating func perform() throws {
    try raiseCurtain()
    try citizenCalls()
    try oneKeyTransfer()
    try threeWay()
    try leave()
  }

  private func raiseCurtain() throws {
    try stage.start("box", ["serve", "--site", site.file], reading: 2)
    let ports = [site.carrier, site.seat1001, site.seat2001]
    let names = Self.tones.map(\.1).joined(separator: ",")
    for ((name, tone), port) in zip(Self.tones, ports) {
      try stage.start(
        name,
        [
          "phone", "--name", name, "--listen", "127.0.0.1:\(port)", "--from",
          name == "citizen" ? "13900000001" : name, "--tone", tone, "--hear",
          "\(names),ringback,\(Self.beeps.joined(separator: ","))",
        ] + (keeps ? ["--record", "\(site.directory)/\(name).wav"] : []))
    }
    try stage.wait("box", for: "was ready") { $0.name == "ready" }
    for (name, _) in Self.tones {
      try stage.wait(name, for: "listened") { $0.name == "listening" }
    }
  }

  private mutating func citizenCalls() throws {
    stage.tell("citizen", "call sip:12345@127.0.0.2:\(site.box)")
    note("call", try stage.wait("citizen", for: "sent its INVITE") { $0.name == "invite-sent" })
    try stage.wait("1001", for: "rang") { $0.name == "incoming" }
    stage.tell("1001", "answer")
    note("1001 answers", try stage.wait("1001", for: "answered") { $0.name == "answered" })
    try hears("citizen", ["1001"], not: ["ringback"])
    try hears("1001", ["citizen"])
    try count("talking to 1001")
  }

  private mutating func oneKeyTransfer() throws {
    var mark = stage.mark
    stage.tell("1001", "press *1")
    note(
      "key", try stage.wait("1001", for: "pressed 1") { $0.name == "pressed" && $0.digit == "1" })
    note("2001 rings", try stage.wait("2001", for: "rang") { $0.name == "incoming" })
    // Talk-through: while 2001 rings, the two go on. The ringback proves that 1001 is told of it.
    try hears("1001", ["citizen", "ringback"], since: mark)
    try count("2001 rings")
    mark = stage.mark
    stage.tell("2001", "answer")
    note("2001 answers", try stage.wait("2001", for: "answered") { $0.name == "answered" })
    try hears("citizen", ["2001"], not: ["1001"], since: mark)
    try hears("2001", ["citizen"], not: ["1001"], since: mark)
    try stage.wait("1001", for: "was let go") { $0.name == "hungup" && $0.fields["by"] == "peer" }
    try count("transferred to 2001")
  }

  private mutating func threeWay() throws {
    var mark = stage.mark
    stage.tell("2001", "press *3")
    note(
      "three-way key",
      try stage.wait("2001", for: "pressed 3") { $0.name == "pressed" && $0.digit == "3" })
    try stage.wait("1001", for: "rang again", since: mark) { $0.name == "incoming" }
    mark = stage.mark
    stage.tell("1001", "answer")
    note(
      "1001 joins",
      try stage.wait("1001", for: "answered", since: mark) { $0.name == "answered" })
    try hears("citizen", ["1001", "2001"], since: mark)
    try hears("1001", ["citizen", "2001"], since: mark)
    try hears("2001", ["citizen", "1001"], since: mark)
    try count("three talk")
  }

  private mutating func leave() throws {
    var mark = stage.mark
    stage.tell("1001", "hangup")
    note(
      "1001 leaves", try stage.wait("1001", for: "hung up", since: mark) { $0.name == "hungup" })
    try hears("citizen", ["2001"], not: ["1001"], since: mark)
    try hears("2001", ["citizen"], not: ["1001"], since: mark)
    try count("1001 has left")
    mark = stage.mark
    stage.tell("citizen", "hangup")
    note("end", try stage.wait("citizen", for: "hung up", since: mark) { $0.name == "hungup" })
    try stage.wait("2001", for: "was hung up", since: mark) { $0.name == "media" }
    try stage.wait("citizen", for: "summed up", since: mark) { $0.name == "media" }
    try stage.wait("box", for: "ended the call", since: mark) { $0.name == "ended" }
  }

  private mutating func note(_ moment: String, _ event: DemoEvent) { moments[moment] = event.time }

  /// Waits until a party hears the tones of some others, and not those of some.
  private func hears(
    _ party: String, _ others: [String], not silent: [String] = [], since mark: Int = 0
  ) throws {
    let (wanted, unwanted) = (others.map(Self.tone), silent.map(Self.tone))
    try stage.wait(party, for: "heard \(others.joined(separator: " and "))", since: mark) { event in
      event.name == "hears" && event.heard.isSuperset(of: wanted)
        && event.heard.isDisjoint(with: unwanted)
    }
  }

  /// Asks the citizen's phone for its counters.
  private mutating func count(_ step: String) throws {
    // Long enough to be heard, and for a flaw to show itself.
    stage.watch(seconds: 1)
    let mark = stage.mark
    stage.tell("citizen", "stats")
    let event = try stage.wait("citizen", for: "counted", since: mark) { $0.name == "stats" }
    counters.append((step, event.fields))
  }

  /// What the counters say of each step alone.
  var lateness: [(step: String, packets: Int, lost: Int, late: Int)] {
    var before: [String: String] = [:]
    return counters.map { step, fields in
      func grown(_ name: String) -> Int {
        (fields[name].flatMap { Int($0) } ?? 0) - (before[name].flatMap { Int($0) } ?? 0)
      }
      defer { before = fields }
      return (step, grown("packets"), grown("lost"), grown("late"))
    }
  }

  static func tone(_ party: String) -> String { tones.first { $0.0 == party }?.1 ?? party }

  /// Reads the call's one record; what is wrong with it, or with the box's end.
  mutating func readRecord(_ statuses: [String: Int32]) -> String? {
    guard statuses["box"] == 0 else {
      return "the box ended with status \(statuses["box"] ?? -1) and not 0"
    }
    let text = (try? String(contentsOfFile: site.records, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n")
    guard lines.count == 1 else {
      return "\(site.records) has \(lines.count) records; one call leaves exactly one"
    }
    record = String(lines[0])
    return nil
  }
}

extension DemoEvent {
  fileprivate var digit: String? { fields["digit"] }
}
