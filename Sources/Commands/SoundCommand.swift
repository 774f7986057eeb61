internal import Records
internal import SoundCard

/// `liandong sound`.
enum SoundCommand {
  static let row = Command(
    "sound", operands: Operands("list | test DEVICE", 1...2),
    "list the machine's sound devices, or try one",
    details: [
      "list prints every device that ALSA knows of, by the names that sound, ring-device and bell "
        + "take in the site file. test opens DEVICE as the box does, plays a tone for a second and "
        + "says how loud the microphone was meanwhile. The box must not have the device open. No "
        + "box need run."
    ],
    options: [.json, playOnly],
    examples: [
      Command.Example("liandong sound list", "find the name of a headset"),
      Command.Example("liandong sound test plughw:CARD=Headset", "hear and be heard"),
    ]
  ) { invocation in
    let operands = invocation.arguments.operands
    switch (operands[0], operands.count) {
    case ("list", 1): return try list(invocation)
    case ("test", 2): return try test(operands[1], invocation)
    default: throw CommandFailure.usage("expected list, or test DEVICE")
    }
  }

  private static let playOnly = Option(
    "--play-only", "test a device that has no microphone, such as a bell")

  /// A device as tools read it.
  private struct Line: Encodable {
    let device: String
    let ways: String
    let description: String
  }

  private static func list(_ invocation: Invocation) throws -> ExitStatus {
    let devices = SoundDevices.list()
    if invocation.wantsJSON {
      for device in devices {
        try invocation.say(
          json: Line(device: device.name, ways: device.ways, description: device.description))
      }
    } else if devices.isEmpty {
      invocation.surroundings.talk(
        "ALSA knows of no device; is the user in the group audio, and the card plugged in?")
    } else {
      var table = TextTable(["DEVICE", "WAYS", "WHAT IT IS"])
      for device in devices { table.add([device.name, device.ways, device.description]) }
      invocation.surroundings.say(table.text)
    }
    return .well
  }

  /// What a test came to, as tools read it.
  private struct Result: Encodable {
    let device: String
    let rate: Int
    let microphone: Int?
    let loudspeaker: Int
    let xruns: Int
    let realTime: Bool
  }

  private static func test(_ device: String, _ invocation: Invocation) throws -> ExitStatus {
    let records = !invocation.arguments.has(playOnly)
    let card: CardStatistics
    do throws(SoundError) {
      card = try SoundDevices.test(device, recordsToo: records)
    } catch {
      throw CommandFailure("\(error); `liandong sound list` names the devices")
    }
    let microphone = records ? Int(card.captureLevel.rounded()) : nil
    let loudspeaker = Int(card.playbackLevel.rounded())
    if invocation.wantsJSON {
      try invocation.say(
        json: Result(
          device: device, rate: card.rate, microphone: microphone, loudspeaker: loudspeaker,
          xruns: card.xruns, realTime: card.isRealTime))
    } else {
      var words = ["\(device): \(card.rate) Hz", "played \(loudspeaker) dB"]
      if let microphone {
        words.append(microphone <= -119 ? "the microphone is silent" : "heard \(microphone) dB")
      }
      words.append(Count.of(card.xruns, "xrun"))
      if !card.isRealTime { words.append("without real-time priority") }
      invocation.surroundings.say(words.joined(separator: ", "))
    }
    return .well
  }
}
