/// What the demonstration prints, and whether all that it claims was so.
struct DemoReport {
  private(set) var text = ""
  let allIsWell: Bool
  private let paint: DemoPaint

  init(_ play: DemoPlay, _ paint: DemoPaint) {
    self.paint = paint
    let hearing = DemoHearing(play.stage.events, tones: DemoPlay.tones)
    let record = DemoRecord(play.record)
    let claims = DemoClaims(play, hearing, record).claims
    allIsWell = !claims.isEmpty && claims.allSatisfy(\.holds)
    guard let start = play.moments["call"] else { return }
    addTimeline(play, start)
    addBars(play, hearing, start)
    if let record { addKeys(record, play) }
    addContinuity(play)
    if let line = play.record { addRecord(line) }
    addClaims(claims)
  }

  /// Microseconds as milliseconds with one decimal.
  static func milliseconds(_ time: Int64) -> String {
    let tenths = (time + (time < 0 ? -50 : 50)) / 100
    return "\(tenths / 10).\(abs(tenths % 10))"
  }

  private mutating func add(_ line: String = "") { text += line + "\n" }

  private mutating func title(_ words: String, _ rest: String = "") {
    add()
    add(paint.bold(words) + (rest.isEmpty ? "" : paint.faint(" " + rest)))
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private mutating func addTimeline(_ play: DemoPlay, _ start: Int64) {
    title("The call", "(ms since the citizen's INVITE; sounds dated by the packet they began in)")
    for line in DemoTimeline(play.stage.events, tones: DemoPlay.tones).lines
    where line.time >= start {
      let time = Self.right(Self.milliseconds(line.time - start), 9)
      let party = paint.party(line.party, Self.left(line.party, 8))
      add("\(paint.faint(time))  \(party) \(line.sentence)")
    }
  }

  private mutating func addBars(_ play: DemoPlay, _ hearing: DemoHearing, _ start: Int64) {
    title("Who heard whom", "(from the audio that each phone received)")
    let end = play.stage.events.last { $0.name == "hungup" }?.time ?? start + 1
    let width = 60
    let parties = DemoPlay.tones.map(\.0)
    for listener in parties {
      for voice in parties + ["ringback"] where voice != listener {
        guard !hearing.of(listener, voice).isEmpty else { continue }
        let bar = hearing.bar(listener, voice, start, end, width: width)
        let who = "\(Self.left(listener, 7)) hears \(Self.left(voice, 8))"
        add("  \(who) \(paint.party(voice, bar))")
      }
    }
    let seconds = "\(Self.milliseconds(end - start)) ms"
    add("  " + paint.faint(Self.left("", 23) + "0" + Self.right(seconds, width - 1)))
  }

  private mutating func addKeys(_ record: DemoRecord, _ play: DemoPlay) {
    title("The measured key", "(ms since T0, from the record)")
    for transfer in record.transfers {
      let times = transfer.times.map { time in
        "\(time.name) " + (time.time.map { Self.milliseconds($0 - transfer.t0) } ?? "-")
      }
      let own = transfer.ownShare.map { ", the box's own share \(Self.milliseconds($0)) ms" } ?? ""
      add("  \(Self.left(transfer.key, 16)) \(times.joined(separator: "  "))\(own)")
    }
    let meanings = (record.transfers.first?.times ?? []).map { "\($0.name) \($0.meaning)" }
    add("  " + paint.faint(meanings.joined(separator: ", ")))
    if let pressed = play.moments["key"], let rings = play.moments["2001 rings"] {
      add("  From outside: 1001's key to 2001's INVITE \(Self.milliseconds(rings - pressed)) ms.")
    }
  }

  private mutating func addContinuity(_ play: DemoPlay) {
    title("The citizen's RTP", "(packets in each step; late: more than 40 ms after the last)")
    for step in play.lateness {
      add(
        "  \(Self.left(step.step, 20)) received \(Self.right("\(step.packets)", 4))   lost "
          + "\(step.lost)   late \(step.late)")
    }
  }

  private mutating func addRecord(_ line: String) {
    title("The record", "(liandong cdr --json)")
    add("  " + paint.faint(DemoRecord.layout(line)))
  }

  private mutating func addClaims(_ claims: [DemoClaims.Claim]) {
    title("Was it so?")
    for claim in claims {
      let sign = claim.holds ? paint.good("yes") : paint.bad("NO ")
      add("  \(sign)  \(Self.left(claim.sentence, 66)) \(paint.faint(claim.proof))")
    }
  }
}
