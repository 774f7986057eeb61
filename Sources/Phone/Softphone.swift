internal import Glibc
internal import Routing
internal import SIPLine
internal import Switchboard

/// A phone at work: the line's events come here, and so do the commands.
final class Softphone: LineDelegate {
  static let network: NetworkName = "phone"

  let settings: PhoneSettings
  let writer: EventWriter
  let input = CommandInput()
  private(set) var line: Line!
  private(set) var witness: Witness!
  var legs: [LegID: PhoneLeg] = [:]
  /// Commands that wait behind a `wait`.
  var waiting: [String] = []
  var isWaiting = false
  /// A call that waits for the registration.
  var pendingCall: String?
  /// Where numbers are called when no leg says it.
  var domain: String?
  var isOver = false
  /// Something that was asked did not work.
  var hasFailed = false
  private var inputHasEnded = false
  private var lastLeg: UInt32 = 0

  /// Opens the line.
  ///
  /// - Throws: `LineError` with what to do about it.
  init(_ settings: PhoneSettings) throws {
    self.settings = settings
    writer = EventWriter(name: settings.name, isQuiet: settings.isQuiet)
    line = try Line(Self.configuration(settings), delegate: self)
    witness = Witness()
    witness.onRequest = { [weak self] in self?.requested(callID: $0, method: $1, at: $2) }
  }

  private static func configuration(_ settings: PhoneSettings) -> LineConfiguration {
    let listener = ListenerConfiguration(
      settings.transport, settings.address, port: settings.port)
    var configuration = LineConfiguration(networks: [
      NetworkConfiguration(name: network, listeners: [listener], allow: ["0.0.0.0/0", "::/0"])
    ])
    configuration.acceptUnknownPeers = true
    configuration.userAgent = "Liandong phone"
    configuration.contactUser = settings.user ?? settings.from ?? "phone"
    configuration.provisionalTimeout = .seconds(8)
    return configuration
  }

  /// Works until all is done; the exit status.
  func run() -> Int32 {
    let port = line.listeningPort(of: Self.network, settings.transport) ?? 0
    writer.tell("listening", [("address", settings.address), ("port", "\(port)")])
    do {
      try line.watch(input.wakened) { [weak self] in self?.wakened() }
      try register()
    } catch {
      refuse("start", "\(error)")
      return end()
    }
    if let limit = settings.limit {
      line.schedule(after: limit) { [weak self] in self?.isOver = true }
    }
    if settings.registrar == nil, let uri = settings.call {
      call(uri)
    } else {
      pendingCall = settings.call
    }
    input.start()
    while !isOver {
      // Short, because what a timer of the line wants done is done when this returns.
      line.run(for: .milliseconds(5))
      if inputHasEnded, legs.isEmpty, pendingCall == nil, settings.limit == nil { leaveOrWait() }
    }
    return end()
  }

  private func register() throws {
    guard let registrar = settings.registrar else { return }
    let user = settings.user ?? settings.from ?? "phone"
    let host = registrar.split(separator: "@").last.map(String.init) ?? registrar
    domain = host.hasPrefix("sip:") ? String(host.dropFirst(4)) : host
    try line.register(
      with: uri(registrar), as: user,
      credentials: Credentials(username: user, password: settings.password ?? ""),
      from: Self.network, expires: settings.expires)
  }

  /// The input has ended and there is no call: whoever still waits may wait for a first one.
  private func leaveOrWait() {
    guard isWaiting || !waiting.isEmpty else {
      isOver = true
      return
    }
    guard lastLeg > 0 else { return }
    refuse("wait", "the calls are over and it never came")
    isOver = true
  }

  private func wakened() {
    let news = input.take()
    if news.isTold { isOver = true }
    if news.isSeen { isWaiting = false }
    waiting += news.lines
    if news.hasEnded { inputHasEnded = true }
    while !isWaiting, !isOver, !waiting.isEmpty { obey(waiting.removeFirst()) }
  }

  private func end() -> Int32 {
    for leg in legs.values.sorted(by: { $0.id < $1.id }) { hangUp(leg) }
    line.shutdown()
    let status: Int32 = hasFailed || writer.hasRefused ? 1 : 0
    writer.tell("quit", [("status", "\(status)")])
    return status
  }

  /// Something that was asked cannot be done.
  func refuse(_ what: String, _ why: String) {
    writer.tell("refused", [("what", what), ("why", why)])
  }

  // MARK: LineDelegate

  func newLeg() -> LegID {
    lastLeg += 1
    return LegID(lastLeg)
  }

  func localMedia(for id: LegID, _ request: MediaRequest) -> LocalMedia? {
    let audio = RTPEndpoint(
      leg: id.rawValue,
      RTPEndpoint.Settings(
        address: settings.address, codecs: settings.codecs, voice: settings.voice,
        listening: settings.listening, digitMilliseconds: settings.digitMilliseconds,
        records: settings.record != nil), writer)
    guard let audio else { return nil }
    legs[id] = PhoneLeg(id, audio, .offered)
    return LocalMedia(address: settings.address, port: audio.port, codecs: settings.codecs)
  }

  func discarded(_ id: LegID) { _ = legs.removeValue(forKey: id)?.audio.stop() }

  func received(_ event: LineEvent) { heard(event) }
}
