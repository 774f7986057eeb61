/// What the demonstration prints, and whether all that it claims was so.
struct DemoReport {
  let text: String
  let allIsWell: Bool

  init(_ play: DemoPlay, _ paint: DemoPaint) {
    text = play.stage.events.map { "\($0)" }.joined(separator: "\n") + "\n" + (play.record ?? "")
    allIsWell = play.record != nil
  }
}
