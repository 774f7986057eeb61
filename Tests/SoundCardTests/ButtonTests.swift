import CLinux
import Foundation
import Glibc
import SoundCard
import Testing

/// The bytes of an event, as the kernel writes them.
private func event(
  _ code: Int32, _ value: Int32, at microseconds: Int64 = 0, type: Int32 = EV_KEY
) -> [UInt8] {
  var event = input_event()
  event.time.tv_sec = Int(microseconds / 1_000_000)
  event.time.tv_usec = Int(microseconds % 1_000_000)
  event.type = UInt16(type)
  event.code = UInt16(code)
  event.value = value
  return withUnsafeBytes(of: &event) { Array($0) }
}

@Suite struct ButtonTests {
  @Test func onlyGoingDownIsAPress() {
    var reader = ButtonReader()
    var bytes = event(KEY_ENTER, 1, at: 5_000_000)
    bytes += event(0, 0, at: 5_000_000, type: EV_SYN)
    bytes += event(KEY_ENTER, 2, at: 5_300_000) + event(KEY_ENTER, 0, at: 5_400_000)
    bytes += event(4, 458_792, at: 5_400_000, type: EV_MSC)
    #expect(
      reader.take(bytes, now: nil)
        == [ButtonReader.Press(code: UInt16(KEY_ENTER), microseconds: 5_000_000)])
  }

  @Test func cutUpAnyhow() {
    let bytes = event(KEY_1, 1, at: 1_000_000) + event(KEY_2, 1, at: 2_000_000)
    for cut in 1..<bytes.count {
      var reader = ButtonReader()
      let presses = reader.take(bytes[..<cut], now: nil) + reader.take(bytes[cut...], now: nil)
      #expect(presses.map(\.code) == [UInt16(KEY_1), UInt16(KEY_2)])
    }
  }

  @Test func bouncingContact() {
    var reader = ButtonReader()
    var bytes: [UInt8] = []
    for (value, at) in [(1, 0), (0, 4), (1, 9), (0, 200), (1, 210), (0, 300), (1, 500)] {
      bytes += event(KEY_1, Int32(value), at: Int64(at) * 1_000)
    }
    #expect(reader.take(bytes, now: nil).map(\.microseconds) == [0, 500_000])
  }

  /// After a loss everything up to the next report is half of something.
  @Test func droppedEvents() {
    var reader = ButtonReader()
    var bytes = event(SYN_DROPPED, 0, type: EV_SYN) + event(KEY_1, 1, at: 1_000_000)
    bytes += event(0, 0, type: EV_SYN) + event(KEY_2, 1, at: 2_000_000)
    #expect(reader.take(bytes, now: nil).map(\.code) == [UInt16(KEY_2)])
  }

  /// A keypad that is not there yet, presses, is pulled out and comes back.
  @Test func hotPlug() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "liandong-keypad-\(UUID().uuidString.prefix(8))").path
    defer { unlink(path) }
    var ends: [Int32] = [0, 0]
    try #require(
      socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &ends) == 0)
    defer { for end in ends { close(end) } }
    let thread = ButtonThread([ButtonThread.Input(path: path)], noticeDescriptor: ends[1])
    thread.start()
    defer { thread.stop() }
    func next() -> String? {
      for _ in 0..<4_000 {
        var said: String?
        thread.drain { said = said ?? "\($0)" }
        if let said { return said }
        var poll = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
        Glibc.poll(&poll, 1, 5)
        var bytes = [UInt8](repeating: 0, count: 64)
        _ = recv(ends[0], &bytes, 64, Int32(MSG_DONTWAIT))
      }
      return nil
    }
    #expect(next() == "there(0, false)")
    try #require(mkfifo(path, 0o600) == 0)
    #expect(next() == "there(0, true)")
    let keypad = open(path, O_WRONLY)
    defer { close(keypad) }
    let bytes = event(KEY_ENTER, 1)
    #expect(write(keypad, bytes, bytes.count) == bytes.count)
    #expect(next()?.hasPrefix("pressed(0, code: 28") == true)
  }
}
