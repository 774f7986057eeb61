import Audio
import CLinux
import Dispatch
import Foundation
import Glibc
import SoundCard
import Synchronization
import Testing

/// The mixer's part of a conversation with a card: a turn every 20 ms, on a thread of its own.
private final class MixerPlay: Sendable {
  private let sound = Mutex<[Int16]>([])
  private let isOver = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)

  /// The card is given 1,000 Hz to play.
  init(_ card: SoundCard) {
    let thread = Thread { [self] in
      run(card.line)
      ended.signal()
    }
    thread.qualityOfService = .userInteractive
    thread.start()
  }

  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }

  /// Everything that the card gave.
  var heard: [Int16] { sound.withLock { $0 } }

  func stop() {
    isOver.store(true, ordering: .relaxed)
    ended.wait()
  }

  private func run(_ line: SoundLine) {
    var parameters = sched_param()
    parameters.sched_priority = 50
    pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters)
    let wave = (0..<160).map { i in
      Levels.clipped(8_000 * sin(2 * Double.pi * 1_000 * Double(i) / 8_000))
    }
    var room = [Int16](repeating: 0, count: 160)
    var next = MixerPlay.now()
    line.mixerEnd.pointee.attach(dueAt: next)
    while !isOver.load(ordering: .relaxed) {
      next += 20_000
      let patience = next - MixerPlay.now()
      if patience > 0 { usleep(UInt32(patience)) }
      room.withUnsafeMutableBufferPointer {
        _ = line.mixerEnd.pointee.take($0.baseAddress!, count: 160)
      }
      sound.withLock { $0 += room }
      wave.withUnsafeBufferPointer {
        line.mixerEnd.pointee.give($0.baseAddress!, count: 160, dueAt: next)
      }
    }
    line.mixerEnd.pointee.detach()
  }
}

/// Waits until `condition` holds; false when it does not in time.
private func eventually(within seconds: Int64 = 30, _ condition: () -> Bool) -> Bool {
  let deadline = MixerPlay.now() + seconds * 1_000_000
  while !condition() {
    if MixerPlay.now() > deadline { return false }
    // Only the pace of looking.
    usleep(20_000)
  }
  return true
}

@Suite(.serialized) struct CardTests {
  private func open(_ device: PacedDevice, recordsToo: Bool = true) -> SoundCard {
    let card = SoundCard(
      SoundCard.Configuration(
        device: device.name, recordsToo: recordsToo, alert: Tone([.on([450], 1_000), .off(500)])))
    card.start()
    return card
  }

  /// Each way a tone, at whatever rate the device has, with a clock that is off.
  @Test(arguments: [(8_000, 300), (16_000, -300), (44_100, 200), (48_000, 300)])
  func bothWays(rate: Int, ppm: Int) throws {
    let device = try PacedDevice(ppm: ppm, rate: rate, tone: 620)
    defer { device.remove() }
    let card = open(device)
    defer { card.stop() }
    let mixer = MixerPlay(card)
    defer { mixer.stop() }
    #expect(
      eventually {
        Goertzel.amplitude(of: 620, in: mixer.heard.suffix(4_000)) > 7_500
          && Goertzel.amplitude(of: 1_000, in: device.played.suffix(rate / 2), rate: Double(rate))
            > 7_500
      })
    let seconds = Double(mixer.heard.count) / 8_000
    #expect(eventually { Double(mixer.heard.count) / 8_000 > seconds + 3 })
    let statistics = card.statistics
    #expect(statistics.condition == .open && statistics.rate == rate)
    #expect(statistics.reconnects == 0)
    #expect(abs(statistics.captureLevel - -12.2) < 1, "\(statistics)")
    #expect(abs(statistics.playbackLevel - -12.2) < 1, "\(statistics)")
  }

  /// The card's own clock, as it is found out in a call.
  @Test func drift() throws {
    let device = try PacedDevice(ppm: 300, rate: 8_000)
    defer { device.remove() }
    let card = open(device)
    defer { card.stop() }
    let mixer = MixerPlay(card)
    defer { mixer.stop() }
    #expect(
      eventually(within: 90) {
        let statistics = card.statistics
        return abs(statistics.captureDrift - 300) < 100 && abs(statistics.playbackDrift - 300) < 100
      }, "\(card.statistics)")
  }

  @Test func muted() throws {
    let device = try PacedDevice(tone: 620)
    defer { device.remove() }
    let card = open(device)
    defer { card.stop() }
    let mixer = MixerPlay(card)
    defer { mixer.stop() }
    func loud() -> Bool { Goertzel.amplitude(of: 620, in: mixer.heard.suffix(800)) > 7_000 }
    func silent() -> Bool { Levels.rms(mixer.heard.suffix(800)) == -120 }
    #expect(eventually { loud() })
    card.isMuted = true
    #expect(eventually { silent() })
    card.isMuted = false
    #expect(eventually { loud() })
  }

  /// A bell rings without any mixer, until it is told to stop.
  @Test func alertWithoutMixer() throws {
    let device = try PacedDevice(rate: 16_000)
    defer { device.remove() }
    let card = open(device, recordsToo: false)
    defer { card.stop() }
    func ringing() -> Bool {
      Goertzel.amplitude(of: 450, in: device.played.suffix(1_600), rate: 16_000) > 4_000
    }
    #expect(eventually { device.played.count > 3_200 })
    #expect(!ringing())
    card.isAlerting = true
    #expect(eventually(ringing))
    card.isAlerting = false
    #expect(eventually { Levels.rms(device.played.suffix(16_000)) == -120 })
  }

  /// Pulled out in the middle of a call and put back: the mixer goes on, and so does the call.
  @Test(arguments: ["unplugged", "stalled"])
  func faults(fault: String) throws {
    let device = try PacedDevice(tone: 620)
    defer { device.remove() }
    let card = open(device)
    defer { card.stop() }
    let mixer = MixerPlay(card)
    defer { mixer.stop() }
    func loud() -> Bool { Goertzel.amplitude(of: 620, in: mixer.heard.suffix(800)) > 7_000 }
    #expect(eventually { loud() })
    try device.set(fault, true)
    #expect(
      eventually {
        if case .lost = card.condition {
          Levels.rms(mixer.heard.suffix(800)) == -120
        } else {
          false
        }
      })
    #expect(mixer.heard.suffix(400).allSatisfy { $0 == 0 })
    try device.set(fault, false)
    #expect(eventually { card.condition == .open && loud() })
    let statistics = card.statistics
    #expect(statistics.reconnects >= 1)
    #expect(fault != "stalled" || statistics.stalls >= 1)
    let before = device.played.count
    #expect(
      eventually {
        let played = device.played
        return played.count > before + 24_000
          && Goertzel.amplitude(of: 1_000, in: played.suffix(4_800), rate: 48_000) > 7_000
      })
  }

  @Test func noSuchDevice() throws {
    _ = try PacedDevice()
    let card = SoundCard(
      SoundCard.Configuration(
        device: "hw:CARD=Nowhere", recordsToo: true, alert: Tone([.on([450], 100)])))
    card.start()
    defer { card.stop() }
    #expect(eventually { card.condition != .opening })
    guard case .lost(let why) = card.condition else {
      Issue.record("\(card.condition)")
      return
    }
    #expect(why.contains("hw:CARD=Nowhere"))
  }
}
