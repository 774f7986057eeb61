internal import Console
internal import Foundation
internal import Media
internal import Routing
internal import SIPLine
internal import Switchboard

extension Appliance {
  /// Brings a message to a desk that is not in the call.
  func inform(_ target: Target, _ bulletin: Bulletin) {
    let call = bulletin.call.description
    log.info(
      "inform", call: call,
      ["level": "\(bulletin.level.rawValue)", "target": target.description, "by": bulletin.seat])
    line.tell(target, bulletin.text) { [unowned self] isTaken in
      log.write(
        LogLine(
          isTaken ? .info : .warning, "informed", call: call,
          ["target": target.description, "taken": "\(isTaken)"]))
      handle(.informed(target, call: bulletin.call, isTaken: isTaken))
    }
  }

  /// Plays a sentence once over what a leg hears; one that nobody recorded is told by its absence.
  func say(_ prompt: Prompt, to leg: LegID, softly: Bool) {
    guard let boxLeg = legs[leg] else { return }
    let recording = media.prompt(named: prompt.name)
    if recording == nil {
      log.warning(
        "prompt-missing", call: boxLeg.call?.description,
        ["prompt": prompt.name, "for": boxLeg.party.description])
    }
    // An agent must not believe that the citizen was told.
    let missing: Overlay? = softly ? .refusal : nil
    guard let overlay = recording.map({ softly ? .soft($0) : .prompt($0) }) ?? missing else {
      return
    }
    lastToken += 1
    media.play(overlay, to: boxLeg.stream, token: lastToken)
  }
}

extension Bulletin {
  /// The message as an agent's phone shows it, below 1,000 bytes.
  var text: String {
    let number = callerNumber.isEmpty ? "未显示号码" : String(callerNumber.prefix(32))
    return "【\(level.word)】110先行处置，请12345同步知悉。来电\(number)，拨打\(dialled.prefix(32))，"
      + "席位\(seat.prefix(64))，呼叫\(call)。"
  }
}

extension Level {
  /// As the plans of the counties say it.
  fileprivate var word: String {
    switch self {
    case .ordinary: "一般"
    case .larger: "较大"
    case .major: "重大"
    case .extraordinary: "特别重大"
    }
  }
}
