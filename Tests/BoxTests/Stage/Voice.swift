import Foundation
import Glibc
import Synchronization

/// The audio of a SIPp's call: sends a steady voice and presses keys (RFC 4733), as a phone does.
///
/// Bound where the scenario's session description says; started by the test when it knows where the
/// box wants its audio.
final class Voice: Sendable {
  private let descriptor: Int32
  private let state: Mutex<State>

  private struct State {
    var to: SocketName?
    var sequence: UInt16 = 1
    var timestamp: UInt32 = 0
    var packets: [Packet] = []
    var isOver = false
  }

  /// One that arrived.
  struct Packet {
    let payloadType: UInt8
    let sequence: UInt16
    let timestamp: UInt32
    /// Bytes of payload.
    let length: Int
  }

  init(at address: String, port: UInt16 = 6000) throws {
    let name = SocketName(address, port)
    descriptor = name.socket()
    guard name.bind(descriptor) else {
      close(descriptor)
      throw NeverHappened("audio bound at \(address):\(port)")
    }
    state = Mutex(State())
  }

  deinit { close(descriptor) }

  /// Sends packets of PCMA until `stop`.
  func speak(to audio: (address: String, port: UInt16), packetTime: Int = 20) {
    aim(at: audio)
    let packet = [UInt8](repeating: 0x55, count: packetTime * 8)
    // A thread of its own: a test that waits for its box must not silence it.
    Thread.detachNewThread { [self] in
      while !state.withLock(\.isOver) {
        send(payloadType: 8, marker: false, packet, lasts: UInt32(packet.count))
        // The packet clock of a phone that speaks; no test waits for it.
        usleep(UInt32(packetTime) * 1_000)
      }
    }
  }

  func aim(at audio: (address: String, port: UInt16)) {
    state.withLock { $0.to = SocketName(audio.address, audio.port) }
  }

  /// How many packets have arrived so far.
  var heard: Int { packets.count }

  /// What has arrived so far.
  var packets: [Packet] {
    state.withLock { state in
      var bytes = [UInt8](repeating: 0, count: 2048)
      while true {
        let length = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        if length <= 0 { return state.packets }
        state.packets.append(
          Packet(
            payloadType: bytes[1] & 0x7F, sequence: UInt16(bytes[2]) << 8 | UInt16(bytes[3]),
            timestamp: bytes[4..<8].reduce(0) { $0 << 8 | UInt32($1) }, length: length - 12))
      }
    }
  }

  /// Sends one packet of comfort noise (RFC 3389), and then nothing more.
  func pause() {
    stop()
    send(payloadType: 13, marker: false, [50], lasts: 0)
  }

  func stop() { state.withLock { $0.isOver = true } }

  /// Presses keys one after the other, each as one telephone event with its three ends.
  func press(_ digits: String) {
    for digit in digits {
      let code = UInt8([Character]("0123456789*#ABCD").firstIndex(of: digit) ?? 0)
      for (number, isEnd) in [false, false, true, true, true].enumerated() {
        let end: UInt8 = isEnd ? 0x80 : 0
        let duration: UInt16 = isEnd ? 800 : UInt16(number) * 160
        let payload: [UInt8] = [
          code, end | 10, UInt8(duration >> 8), UInt8(truncatingIfNeeded: duration),
        ]
        send(payloadType: 101, marker: number == 0, payload, lasts: 0)
      }
      state.withLock { $0.timestamp &+= 960 }
    }
  }

  private func send(payloadType: UInt8, marker: Bool, _ payload: [UInt8], lasts: UInt32) {
    state.withLock { state in
      let (sequence, time) = (state.sequence, state.timestamp)
      var packet: [UInt8] = [0x80, payloadType | (marker ? 0x80 : 0)]
      packet += [UInt8(sequence >> 8), UInt8(truncatingIfNeeded: sequence)]
      packet += (0..<4).map { UInt8(truncatingIfNeeded: time >> (24 - 8 * UInt32($0))) }
      packet += [0x12, 0x34, 0x56, 0x78] + payload
      state.to?.send(packet, from: descriptor)
      state.sequence &+= 1
      state.timestamp &+= lasts
    }
  }
}
