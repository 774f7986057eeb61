internal import Glibc

/// What the console's thread does: `poll` over the listener, the clients and the answers.
struct ControlLoop: ~Copyable {
  private let listener: Int32
  private let exchange: ControlExchange
  private let limits: ControlServer.Limits
  private var clients: [Int: ControlConnection] = [:]
  private var lastClient = 0
  private var lastQuestion = 0

  init(listener: Int32, exchange: ControlExchange, limits: ControlServer.Limits) {
    self.listener = listener
    self.exchange = exchange
    self.limits = limits
  }

  deinit { close(listener) }

  /// Serves until the exchange is stopped.
  mutating func run() {
    while !exchange.isStopped {
      let (fired, failed) = wait()
      for (ticket, response) in exchange.takeAnswers() { deliver(ticket, response) }
      expire()
      for serial in fired { serve(serial) }
      for serial in failed { clients[serial] = nil }
      admit()
    }
  }

  /// Waits for anything; returns the clients that want service and those that are gone.
  private func wait() -> (fired: [Int], failed: [Int]) {
    let serials = clients.keys.sorted()
    var set = [
      pollfd(fd: exchange.wakeEnd, events: Int16(POLLIN), revents: 0),
      pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
    ]
    for serial in serials {
      guard let client = clients[serial] else { continue }
      set.append(pollfd(fd: client.descriptor, events: client.interest, revents: 0))
    }
    guard poll(&set, nfds_t(set.count), timeout()) > 0 else { return ([], []) }
    var (fired, failed): ([Int], [Int]) = ([], [])
    for (serial, entry) in zip(serials, set.dropFirst(2)) where entry.revents != 0 {
      if entry.revents & entry.events != 0 { fired.append(serial) } else { failed.append(serial) }
    }
    return (fired, failed)
  }

  /// Milliseconds until the first question runs out of time; -1 when none is out.
  private func timeout() -> Int32 {
    guard let first = clients.values.compactMap({ $0.asked?.deadline }).min() else { return -1 }
    return Int32(clamping: max(0, first - monotonic()) / 1000 + 1)
  }

  /// Does what `poll` said can be done for a client, then everything that follows from it.
  private mutating func serve(_ serial: Int) {
    guard let client = clients[serial] else { return }
    let now = monotonic()
    if !client.output.isEmpty {
      if !client.flush(now: now) { clients[serial] = nil }
    } else if client.asked == nil && !client.fill(limit: limits.line, now: now) {
      clients[serial] = nil
    }
    proceed(serial)
  }

  /// Takes line after line until one is with the control thread or an answer is stuck.
  private mutating func proceed(_ serial: Int) {
    while let client = clients[serial], client.asked == nil, client.output.isEmpty {
      if client.isLeaving {
        clients[serial] = nil
        return
      }
      switch client.nextLine(limit: limits.line) {
      case .more: return
      case .tooLong:
        client.isLeaving = true
        reply(.failed("a request of more than \(limits.line) bytes"), to: client, serial)
      case .line(let line): ask(line, client, serial)
      }
    }
  }

  private mutating func ask(_ line: [UInt8], _ client: ControlConnection, _ serial: Int) {
    do throws(ConsoleError) {
      let question = try RequestLine(line)
      lastQuestion += 1
      let ticket = ControlExchange.Ticket(client: serial, number: lastQuestion)
      // Before the control thread knows of it: its answer may come at once.
      client.asked = (ticket, monotonic() + limits.patience.inMicroseconds)
      guard exchange.ask(question, user: client.user, ticket: ticket) else { throw .busy }
    } catch {
      client.asked = nil
      reply(.failed(error.description), to: client, serial)
    }
  }

  private mutating func deliver(_ ticket: ControlExchange.Ticket, _ response: ControlResponse) {
    guard let client = clients[ticket.client], client.asked?.ticket == ticket else { return }
    client.asked = nil
    reply(response, to: client, ticket.client)
    proceed(ticket.client)
  }

  private mutating func expire() {
    let now = monotonic()
    for (serial, client) in clients {
      guard let asked = client.asked, asked.deadline <= now else { continue }
      client.asked = nil
      reply(.failed(ConsoleError.noAnswer.description), to: client, serial)
      proceed(serial)
    }
  }

  private mutating func reply(
    _ response: ControlResponse, to client: ControlConnection, _ serial: Int
  ) {
    var bytes = response.bytes()
    if bytes.count > limits.answer {
      bytes = ControlResponse.failed("an answer of more than \(limits.answer) bytes").bytes()
    }
    if !client.send(bytes, now: monotonic()) { clients[serial] = nil }
  }

  private mutating func admit() {
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      let now = monotonic()
      let client = ControlConnection(descriptor: descriptor, now: now)
      if clients.count >= limits.clients { evictOneSilent(now) }
      guard clients.count < limits.clients else {
        _ = client.send(ControlResponse.failed(ConsoleError.busy.description).bytes(), now: now)
        continue
      }
      lastClient += 1
      clients[lastClient] = client
    }
  }

  private mutating func evictOneSilent(_ now: Int64) {
    let silent = clients.filter { $0.value.asked == nil }
      .min { $0.value.lastActive < $1.value.lastActive }
    guard let silent, now - silent.value.lastActive >= limits.idle.inMicroseconds else { return }
    clients[silent.key] = nil
  }
}

/// Microseconds of the monotonic clock.
private func monotonic() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
}

extension Duration {
  /// Whole microseconds.
  fileprivate var inMicroseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}
