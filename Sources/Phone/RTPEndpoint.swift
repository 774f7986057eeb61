internal import CLinux
internal import Glibc
internal import SIPLine
internal import Synchronization

/// The audio of one leg: a socket and a thread that sends every 20 ms by the clock and measures
/// what arrives.
final class RTPEndpoint: Sendable {
  private let socket: RTPSocket
  private let writer: EventWriter
  private let leg: UInt32
  private let settings: Settings
  /// Made here, because what PJLIB keeps about a thread that uses it outlives the thread.
  private let coder: PhoneCoder
  private let orders = Mutex<[RTPOrder]>([])
  private let result = Mutex<(summary: MediaSummary, recording: Recording?)?>(nil)
  private let thread = Mutex<pthread_t>(0)

  /// How a leg's audio begins.
  struct Settings: Sendable {
    var address: String
    var codecs: [VoiceCodec] = [.pcma, .pcmu]
    var voice: Voice
    var listening: ToneList
    var digitMilliseconds: Int
    var records: Bool
  }

  /// The port of our session description.
  var port: UInt16 { socket.port }

  /// Opens the socket and starts the thread; `nil` when the system has no socket to give.
  init?(leg: UInt32, _ settings: Settings, _ writer: EventWriter) {
    guard let socket = RTPSocket.open(on: settings.address) else { return nil }
    self.socket = socket
    self.leg = leg
    self.settings = settings
    coder = PhoneCoder(settings.codecs)
    self.writer = writer
    let owner = Unmanaged.passRetained(self).toOpaque()
    thread.withLock { thread in
      _ = pthread_create(
        &thread, nil,
        { context in
          Unmanaged<RTPEndpoint>.fromOpaque(context!).takeRetainedValue().run()
          return nil
        }, owner)
    }
  }

  func tell(_ order: RTPOrder) {
    orders.withLock { $0.append(order) }
    socket.wakeUp()
  }

  /// Ends the thread; what it counted and recorded.
  func stop() -> (summary: MediaSummary, recording: Recording?) {
    tell(.stop)
    pthread_join(thread.withLock { $0 }, nil)
    socket.close()
    return result.withLock { $0 } ?? (MediaSummary(), nil)
  }

  private func run() {
    linux_name_thread("phone-rtp")
    // Where it is allowed: a witness should be on time. Otherwise it is as others are.
    var priority = sched_param(sched_priority: 2)
    pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority)
    var state = RTPLoop(settings, coder, socket, writer, leg: leg)
    while !state.isOver {
      socket.sleep(until: state.nextTick)
      state.receive()
      for order in orders.withLock({ orders in
        defer { orders = [] }
        return orders
      }) {
        state.obey(order)
      }
      state.keepTime()
    }
    let end = (state.summary, state.recording)
    result.withLock { $0 = end }
  }
}
