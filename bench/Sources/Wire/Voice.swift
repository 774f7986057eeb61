internal import Glibc

/// What one party says: a packet every 20 ms with marks in it, and key presses as RFC 4733.
final class Voice {
  let speaker: Int
  let socket: UDPSocket
  /// Where the box wants this voice; nil while there is nobody to talk to.
  var target: sockaddr_in?
  /// Wall-clock nanoseconds of the next packet.
  private(set) var due: Int64 = .max
  private var sequence = UInt16.random(in: 0...UInt16.max)
  private var timestamp = UInt32.random(in: 0...UInt32.max)
  private let source = UInt32.random(in: 1...UInt32.max)
  /// When each unit of 10 ms left; the beginning of its packet for both of a packet.
  private(set) var sent: [Int64] = []
  /// By how many nanoseconds its latest packet missed its moment: what it lends its listeners' jitter buffers.
  private(set) var latest: Int64 = 0
  private var keySlots: [KeySlot] = []
  /// Called just before the first packet of a digit leaves.
  var onDigit: ((Character, Int64) -> Void)?

  /// What takes the place of one voice packet while a key is held.
  private struct KeySlot {
    let digit: Character
    let isFirst: Bool
    let packets: [(duration: UInt16, end: Bool)]
  }

  init(speaker: Int, socket: UDPSocket) {
    self.speaker = speaker
    self.socket = socket
  }

  /// Begins to talk at that moment.
  func start(at moment: Int64, to target: sockaddr_in) {
    self.target = target
    due = moment
    sent = []
    latest = 0
  }

  func stop() {
    due = .max
    target = nil
    keySlots = []
  }

  /// Queues a digit: three packets, then the end three times, then one packet of voice.
  func press(_ digit: Character) {
    for index in 1...3 {
      let event = (duration: UInt16(index * 160), end: false)
      keySlots.append(KeySlot(digit: digit, isFirst: index == 1, packets: [event]))
    }
    let end = (duration: UInt16(640), end: true)
    keySlots.append(KeySlot(digit: digit, isFirst: false, packets: [end, end, end]))
    keySlots.append(KeySlot(digit: digit, isFirst: false, packets: []))
  }

  var isPressing: Bool { !keySlots.isEmpty }

  private var eventTimestamp: UInt32 = 0

  /// Sends what is due at `now`.
  func tick(_ now: Int64) {
    guard let target, now >= due else { return }
    latest = max(latest, Time.wall() - due)
    due += 20_000_000
    // A sender that was kept waiting does not send a burst.
    if due < now { due = now + 20_000_000 }
    if let slot = keySlots.first {
      keySlots.removeFirst()
      if !slot.packets.isEmpty { return send(slot, to: target) }
    }
    var packet = header(type: 8, marker: false, timestamp: timestamp, payload: 160)
    let number = sent.count
    Marks.write(number, of: speaker, into: &packet, at: 12)
    Marks.write(number + 1, of: speaker, into: &packet, at: 92)
    let moment = Time.wall()
    socket.send(packet, to: target)
    sent.append(moment)
    sent.append(moment)
    timestamp &+= 160
  }

  private func send(_ slot: KeySlot, to target: sockaddr_in) {
    if slot.isFirst { eventTimestamp = timestamp }
    for (duration, end) in slot.packets {
      var packet = header(
        type: 101, marker: slot.isFirst, timestamp: eventTimestamp, payload: 4)
      packet[12] = slot.digit == "*" ? 10 : UInt8(slot.digit.wholeNumberValue ?? 11)
      packet[13] = end ? 0x8A : 0x0A
      packet[14] = UInt8(duration >> 8)
      packet[15] = UInt8(duration & 255)
      let moment = Time.wall()
      socket.send(packet, to: target)
      if slot.isFirst { onDigit?(slot.digit, moment) }
    }
    timestamp &+= 160
  }

  private func header(type: UInt8, marker: Bool, timestamp: UInt32, payload: Int) -> [UInt8] {
    var packet = [UInt8](repeating: 0, count: 12 + payload)
    packet[0] = 0x80
    packet[1] = marker ? type | 0x80 : type
    packet[2] = UInt8(sequence >> 8)
    packet[3] = UInt8(sequence & 255)
    for i in 0..<4 {
      packet[4 + i] = UInt8(truncatingIfNeeded: timestamp >> UInt32(24 - 8 * i))
      packet[8 + i] = UInt8(truncatingIfNeeded: source >> UInt32(24 - 8 * i))
    }
    sequence &+= 1
    return packet
  }

  /// The newest unit with that number modulo 20 which had left by `moment`.
  func unit(code: Int, by moment: Int64) -> Int? {
    var number = sent.count - 1
    while number >= 0, sent[number] > moment { number -= 1 }
    guard number >= 0 else { return nil }
    let back = (number - code) % Marks.numbers
    number -= back < 0 ? back + Marks.numbers : back
    return number >= 0 ? number : nil
  }
}
