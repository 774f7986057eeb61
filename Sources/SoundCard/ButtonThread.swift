internal import Audio
internal import CLinux
internal import Dispatch
internal import Glibc
internal import Synchronization

/// The thread that reads the keypads and headset hooks of all sound seats: it takes each device for
/// itself, tells control of every press with the kernel's time of it, and opens a device again when
/// it was pulled out and is back.
package final class ButtonThread: @unchecked Sendable {
  /// An input device, by a name that stays the same: `/dev/input/by-id/…`.
  package struct Input: Sendable {
    package let path: String
    package init(path: String) { self.path = path }
  }

  /// What it tells control; inputs go by their number.
  package enum News: BitwiseCopyable, Sendable {
    /// A device is there, or is no longer.
    case there(Int, Bool)
    case pressed(Int, code: UInt16, microseconds: Int64)
  }

  private let inputs: [Input]
  private let noticeDescriptor: Int32
  private let wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
  private let ring = Ring(capacity: 256, filler: News.there(0, false))
  private var news: RingConsumer<News>
  /// Two bits an input: busy, muted.
  private let lamps: [Lamps]
  private let isStopping = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)
  private var isRunning = false

  private final class Lamps: Sendable {
    let value = Atomic<UInt8>(0)
  }

  package init(_ inputs: [Input], noticeDescriptor: Int32) {
    self.inputs = inputs
    self.noticeDescriptor = noticeDescriptor
    lamps = inputs.map { _ in Lamps() }
    news = ring.takeConsumer()
  }

  deinit {
    stop()
    close(wakeDescriptor)
  }

  package func start() {
    isRunning = true
    var handle = pthread_t()
    let start = Unmanaged.passRetained(self)
    let result = pthread_create(
      &handle, nil,
      { argument in
        guard let argument else { return nil }
        let thread = Unmanaged<ButtonThread>.fromOpaque(argument).takeRetainedValue()
        linux_name_thread("buttons")
        thread.run()
        thread.ended.signal()
        return nil
      }, start.toOpaque())
    if result == 0 {
      pthread_detach(handle)
    } else {
      start.release()
      isRunning = false
    }
  }

  package func stop() {
    guard isRunning else { return }
    isRunning = false
    isStopping.store(true, ordering: .relaxed)
    wake()
    ended.wait()
  }

  /// Hands over what has happened since; on the control thread.
  package func drain(_ body: (News) -> Void) {
    var item = News.there(0, false)
    while news.pop(into: &item) { body(item) }
  }

  /// Sets the lamps of an input that has any: LED_MISC and LED_NUML while busy, LED_MUTE while muted.
  package func light(_ input: Int, isBusy: Bool, isMuted: Bool) {
    lamps[input].value.store((isBusy ? 1 : 0) | (isMuted ? 2 : 0), ordering: .relaxed)
    wake()
  }

  private func wake() {
    var one: UInt64 = 1
    _ = write(wakeDescriptor, &one, 8)
  }

  // MARK: The thread

  private struct Device {
    var descriptor: Int32 = -1
    var reader = ButtonReader()
    /// Whether the kernel stamps its events; a pipe's it does not.
    var isInput = false
    var lamps: UInt8 = 0
  }

  private func run() {
    var devices = inputs.map { _ in Device() }
    var producer = ring.takeProducer()
    var isFirst = true
    while !isStopping.load(ordering: .relaxed) {
      var hasNews = false
      for (number, input) in inputs.enumerated() where devices[number].descriptor < 0 {
        devices[number] = ButtonThread.open(input.path)
        let isThere = devices[number].descriptor >= 0
        if isThere || isFirst { hasNews = producer.push(.there(number, isThere)) || hasNews }
      }
      isFirst = false
      for number in devices.indices { light(&devices[number], lamps[number]) }
      if hasNews { tell() }
      var polls = devices.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
      polls.append(pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0))
      // A device that is not there is looked for every second.
      let isComplete = devices.allSatisfy { $0.descriptor >= 0 }
      poll(&polls, UInt(polls.count), isComplete ? -1 : 1_000)
      var count: UInt64 = 0
      _ = Glibc.read(wakeDescriptor, &count, 8)
      for number in devices.indices where polls[number].revents != 0 {
        read(&devices[number], number, &producer)
      }
    }
    for device in devices where device.descriptor >= 0 { close(device.descriptor) }
  }

  private func tell() {
    var byte: UInt8 = 1
    _ = send(noticeDescriptor, &byte, 1, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
  }

  private static func open(_ path: String) -> Device {
    var device = Device()
    let descriptor = Glibc.open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    if descriptor < 0 { return device }
    device.isInput = linux_is_input(descriptor) == 1
    if device.isInput {
      // Somebody else's keypad would press keys here and letters there.
      guard linux_grab_input(descriptor) == 0, linux_stamp_input(descriptor) == 0 else {
        close(descriptor)
        return device
      }
    }
    device.descriptor = descriptor
    return device
  }

  private func read(_ device: inout Device, _ number: Int, _ producer: inout RingProducer<News>) {
    var bytes = [UInt8](repeating: 0, count: 64 * MemoryLayout<input_event>.size)
    let count = Glibc.read(device.descriptor, &bytes, bytes.count)
    if count < 0 && (errno == EAGAIN || errno == EINTR) { return }
    if count <= 0 {
      close(device.descriptor)
      device = Device()
      _ = producer.push(.there(number, false))
      return tell()
    }
    let presses = device.reader.take(
      bytes[0..<count], now: device.isInput ? nil : CardThread.now())
    for press in presses {
      _ = producer.push(.pressed(number, code: press.code, microseconds: press.microseconds))
    }
    if !presses.isEmpty { tell() }
  }

  private func light(_ device: inout Device, _ lamps: Lamps) {
    let wanted = lamps.value.load(ordering: .relaxed)
    guard device.isInput, wanted != device.lamps else { return }
    device.lamps = wanted
    for (lamp, bit) in [(LED_MISC, 1), (LED_NUML, 1), (LED_MUTE, 2)] as [(Int32, UInt8)] {
      var event = input_event()
      event.type = UInt16(EV_LED)
      event.code = UInt16(lamp)
      event.value = wanted & bit == 0 ? 0 : 1
      _ = write(device.descriptor, &event, MemoryLayout<input_event>.size)
    }
  }
}
