internal import SIPLine
internal import Switchboard

extension Softphone {
  /// Does what a line of standard input says.
  func obey(_ text: String) {
    let text = text.last == "\r" ? String(text.dropLast()) : text
    if text.isEmpty || text.hasPrefix("#") { return }
    guard let command = PhoneCommand(text) else { return refuse(text, "no such command") }
    switch command.verb {
    case .quit: isOver = true
    case .call(let target): call(target)
    case .wait(let words):
      isWaiting = true
      writer.await(words) { [input] in input.seen() }
    default:
      guard let leg = leg(for: command) else { return refuse(text, "no such leg now") }
      obey(command.verb, leg, text)
    }
  }

  private func obey(_ verb: PhoneCommand.Verb, _ leg: PhoneLeg, _ text: String) {
    switch verb {
    case .answer: answer(leg)
    case .reject(let status): reject(leg, status)
    case .press(let digits): leg.audio.tell(.press(digits))
    case .info(let digits): for digit in digits { line.sendDigit(leg.id, digit) }
    case .hold: line.hold(leg.id, true)
    case .retrieve: line.hold(leg.id, false)
    case .refer(let target): refer(leg, target)
    case .attend: attend(text)
    case .say(let voice): leg.audio.tell(.say(voice))
    case .mute: leg.audio.tell(.mute(true))
    case .unmute: leg.audio.tell(.mute(false))
    case .stats: leg.audio.tell(.stats)
    case .hangUp: hangUp(leg)
    case .call, .wait, .quit: break
    }
  }

  /// The leg that a command names, else the last that the command fits.
  private func leg(for command: PhoneCommand) -> PhoneLeg? {
    let fitting = legs.values.filter { leg in
      switch command.verb {
      case .answer, .reject: leg.stage == .offered
      case .hangUp, .stats, .say, .mute, .unmute: true
      default: leg.stage == .talking
      }
    }
    if let number = command.leg { return fitting.first { $0.id.rawValue == number } }
    return fitting.max { $0.id < $1.id }
  }

  /// Calls a URI, or a number where numbers are called.
  func call(_ target: String) {
    guard let uri = address(of: target, domain ?? lastDomain) else {
      return refuse("call", "nobody said where numbers such as \(target) are called")
    }
    let id = newLeg()
    let credentials = settings.password.map {
      Credentials(username: settings.user ?? "", password: $0)
    }
    line.dial(
      id, uri: uri, from: settings.number, network: Self.network, credentials: credentials)
    legs[id]?.stage = .calling
    legs[id]?.domain = Self.host(of: uri)
  }

  func answer(_ leg: PhoneLeg) {
    guard leg.stage == .offered else { return }
    line.cancel(leg.timer)
    line.answer(leg.id)
    tell("answered", leg.id)
    talk(leg)
  }

  func reject(_ leg: PhoneLeg, _ status: Int) {
    line.reject(leg.id, status)
    tell("rejected", leg.id, [("status", "\(status)")])
    finish(leg.id)
  }

  func hangUp(_ leg: PhoneLeg) {
    guard legs[leg.id] != nil else { return }
    line.release(leg.id, leg.stage == .calling ? .cancelled : .callEnded)
    tell("hungup", leg.id, [("by", "us")])
    finish(leg.id)
  }

  private func refer(_ leg: PhoneLeg, _ target: String) {
    guard let uri = address(of: target, leg.domain) else {
      return refuse("refer", "nobody said where numbers such as \(target) are called")
    }
    line.refer(leg.id, to: uri)
    tell("refer-sent", leg.id, [("to", uri)])
  }

  /// Asks the first leg's peer to take over the last leg.
  private func attend(_ text: String) {
    let talking = legs.values.filter { $0.stage == .talking }.sorted { $0.id < $1.id }
    guard let first = talking.first, let last = talking.last, first !== last,
      let domain = last.domain
    else { return refuse(text, "two legs must be up") }
    line.refer(first.id, to: uri("sip:\(domain)"), replacing: last.id)
    tell("refer-sent", first.id, [("replaces", "\(last.id.rawValue)")])
  }

  private var lastDomain: String? {
    legs.values.sorted { $0.id < $1.id }.last { $0.domain != nil }?.domain
  }

  private func address(of target: String, _ domain: String?) -> String? {
    if target.hasPrefix("sip:") || target.hasPrefix("tel:") { return uri(target) }
    return domain.map { uri("sip:\(target)@\($0)") }
  }

  /// The URI with the transport that this phone speaks.
  func uri(_ text: String) -> String {
    settings.transport == .tcp && !text.contains("transport=") ? text + ";transport=tcp" : text
  }

  private static func host(of uri: String) -> String {
    let rest = uri.split(separator: "@").last.map(String.init) ?? uri
    let host = rest.hasPrefix("sip:") ? String(rest.dropFirst(4)) : rest
    return String(host.prefix { $0 != ";" && $0 != "?" })
  }
}
