internal import Audio

extension MediaPlane {
  /// Hands everything that both threads have reported to `body`, oldest first within each thread.
  ///
  /// `body` may call any function of the plane.
  package func drainNotices(_ body: (Notice) -> Void) {
    var raw: [ThreadNotice] = []
    var notice = ThreadNotice.inForce(token: 0, at: 0)
    while rtpNotices.pop(into: &notice) { raw.append(notice) }
    while mixerNotices.pop(into: &notice) { raw.append(notice) }
    for notice in raw { translate(notice, body) }
  }

  private func translate(_ notice: ThreadNotice, _ body: (Notice) -> Void) {
    switch notice {
    case .digit(let id, let event, let arrived):
      guard let character = TelephoneEvent.character(event), isOpen(id) else { return }
      body(.digit(id, character, arrivedMicroseconds: arrived))
    case .mediaLost(let id): if isOpen(id) { body(.mediaLost(id)) }
    case .mediaBack(let id): if isOpen(id) { body(.mediaBack(id)) }
    case .spoken(let id, let codec): speaks(id, codec)
    case .packetTime(let id, let time): sends(id, inPacketsOf: Int(time))
    case .inForce(let token, let at): inForce(token, at, body)
    case .introPlayed(let id, let token): if isOpen(id) { body(.introPlayed(id, token: token)) }
    case .played(let id, let token): played(id, token, body)
    case .firstVoice(let token, let at): body(.firstVoice(token: token, microseconds: at))
    case .soundsReturned(let bank): free(bank)
    case .unplugged(let id, let statistics):
      table[id]?.statistics = statistics
      finish(id, body)
    case .unmixed(let id):
      table[id]?.unmixed = true
      finish(id, body)
    }
  }

  /// A peer changed its codec by itself: who can still be relayed its packets?
  private func speaks(_ id: StreamID, _ codec: AudioCodec) {
    guard let stream = table[id], !stream.closing, stream.spoken != codec else { return }
    stream.spoken = codec
    settle(stream.listeners.compactMap { table[$0] }, force: false)
    publish()
  }

  /// A peer's packets are longer or shorter than was believed: who can still be relayed them?
  private func sends(_ id: StreamID, inPacketsOf milliseconds: Int) {
    guard let stream = table[id], !stream.closing, stream.packetTime != milliseconds else { return }
    stream.packetTime = milliseconds
    settle(stream.listeners.compactMap { table[$0] }, force: false)
    publish()
  }

  private func isOpen(_ id: StreamID) -> Bool { table[id].map { !$0.closing } ?? false }

  private func inForce(_ token: UInt64, _ at: Int64, _ body: (Notice) -> Void) {
    guard let waiting = awaited[token] else { return }
    let latest = max(waiting.latest, at)
    if waiting.threads > 1 {
      awaited[token] = (waiting.threads - 1, latest)
    } else {
      awaited[token] = nil
      body(.hearingInForce(token: token, microseconds: latest))
    }
  }

  /// An overlay is over: the stream may be relayed again.
  private func played(_ id: StreamID, _ token: UInt64, _ body: (Notice) -> Void) {
    guard let stream = table[id], !stream.closing else { return }
    stream.overlays -= 1
    settle([stream], force: false)
    publishUnlessGathering()
    body(.played(id, token: token))
  }

  /// When both threads have let go of a stream, its sockets and its name are free.
  private func finish(_ id: StreamID, _ body: (Notice) -> Void) {
    guard let stream = table[id], let statistics = stream.statistics, stream.unmixed else { return }
    if case .network(let sockets, let configuration) = stream.end {
      ports.release(sockets, configuration)
    }
    table.release(id)
    body(.closed(id, statistics))
  }
}
