import Foundation
import SIPLine
import Testing

@testable import Phone

/// Two legs' audio threads over loopback sockets, as in a call between two phones.
@Suite struct EndpointTests {
  /// What the legs tell, read event by event from a pipe.
  private final class Listener {
    private let pipe = Pipe()
    private var rest = ""
    lazy var writer = EventWriter(
      name: nil, isQuiet: false, descriptor: pipe.fileHandleForWriting.fileDescriptor)

    /// Waits for a line with all these words.
    func wait(for words: String...) throws {
      while true {
        while let end = rest.firstIndex(of: "\n") {
          let line = rest[..<end].split(separator: " ").map(String.init)
          rest = String(rest[rest.index(after: end)...])
          if words.allSatisfy(line.contains) { return }
        }
        var ready = pollfd(
          fd: pipe.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
        try #require(poll(&ready, 1, 10_000) == 1, "never told: \(words)")
        rest += String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
      }
    }
  }

  private func endpoint(
    _ leg: UInt32, _ hertz: Double, _ codecs: [VoiceCodec] = [.pcma], _ listener: Listener
  ) throws -> RTPEndpoint {
    try #require(
      RTPEndpoint(
        leg: leg,
        RTPEndpoint.Settings(
          address: "127.0.0.1", codecs: codecs, voice: .tone(hertz),
          listening: ToneList(["600", "800", "5200"])!,
          digitMilliseconds: 60, records: true), listener.writer))
  }

  private func connect(_ one: RTPEndpoint, to other: RTPEndpoint, _ codec: VoiceCodec) {
    one.tell(
      .negotiated(
        RTPOrder.Agreement(
          address: "127.0.0.1", port: other.port, codec: codec, payloadType: codec.payloadType,
          receives: [codec.payloadType: codec], eventSend: 101, eventClock: codec.clock,
          eventsReceived: [101], isWanted: true)))
    one.tell(.talk)
  }

  @Test(arguments: VoiceCodec.allCases) func twoLegsHearEachOther(codec: VoiceCodec) throws {
    let listener = Listener()
    let one = try endpoint(1, 600, [codec], listener)
    let two = try endpoint(2, 800, [codec], listener)
    connect(one, to: two, codec)
    connect(two, to: one, codec)
    try listener.wait(for: "event=hears", "leg=1", "hears=800")
    one.tell(.press(["*"]))
    try listener.wait(for: "event=dtmf", "leg=2", "digit=*")
    one.tell(.say(.silence))
    try listener.wait(for: "event=hears", "leg=2", "hears=silence")
    one.tell(.mute(true))
    try listener.wait(for: "event=hears", "leg=2", "hears=nothing")
    one.tell(.mute(false))
    one.tell(.say(.tone(600)))
    try listener.wait(for: "event=gap", "leg=2")
    try listener.wait(for: "event=hears", "leg=2", "hears=600")
    let (summary, recording) = two.stop()
    _ = one.stop()
    #expect(summary.lost == 0)
    #expect(summary.digits == 1)
    #expect(summary.sourceChanges == 0)
    #expect(summary.timestampJumps == 0)
    #expect(summary.heard["600"] ?? 0 > 0)
    #expect(recording != nil)
  }

  /// A tone that only wide-band carries.
  @Test(arguments: VoiceCodec.allCases) func aHighToneIsHeardInWideBandOnly(codec: VoiceCodec)
    throws
  {
    let listener = Listener()
    let one = try endpoint(1, 5_200, [codec], listener)
    let two = try endpoint(2, 800, [codec], listener)
    connect(one, to: two, codec)
    connect(two, to: one, codec)
    if codec.rate == 16_000 {
      try listener.wait(for: "event=hears", "leg=2", "hears=5200")
    } else {
      try listener.wait(for: "event=refused", "leg=1", "what=tone")
      try listener.wait(for: "event=hears", "leg=2", "hears=silence")
    }
    _ = (one.stop(), two.stop())
  }
}
