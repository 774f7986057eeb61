/// What we read of an SDP body (RFC 8866): its first voice stream.
struct SessionDescription: Hashable {
  struct Format: Hashable {
    let payloadType: UInt8
    /// Encoding name, upper case; known for static types without `a=rtpmap`.
    let encoding: String
    /// Timestamp units a second.
    var clock = 8_000
    var channels = 1

    /// Which of our codecs it is, if any.
    var codec: VoiceCodec? {
      VoiceCodec.allCases.first {
        $0.encoding == encoding && $0.clock == clock && channels == ($0 == .opus ? 2 : 1)
      }
    }
  }

  enum Direction: String {
    case sendrecv, sendonly, recvonly, inactive
  }

  var address = ""
  var port: UInt16 = 0
  var formats: [Format] = []
  var direction = Direction.sendrecv
  var ptime: Int?

  /// Reads the first `m=audio` line that is not refused; `nil` when there is none.
  init?(_ text: String) {
    var names: [UInt8: Format] = [:]
    for codec in [VoiceCodec.pcmu, .pcma, .g722] {
      names[codec.payloadType] = Format(payloadType: codec.payloadType, encoding: codec.encoding)
    }
    var types: [UInt8] = []
    var section = Section.session
    for line in text.split(whereSeparator: \.isNewline) {
      let value = line.dropFirst(2)
      switch line.prefix(2) {
      case "m=" where section == .audio || section == .done: section = .done
      case "m=":
        section = .other
        if let stream = Self.stream(value) {
          (port, types) = stream
          section = .audio
        }
      case "c=" where section == .session || section == .audio:
        address = value.split(separator: " ").last.map { String($0.prefix { $0 != "/" }) } ?? ""
      case "a=" where section == .audio:
        read(attribute: value, into: &names)
      case "a=" where section == .session:
        if let direction = Direction(rawValue: String(value)) { self.direction = direction }
      default: break
      }
    }
    guard port != 0 else { return nil }
    formats = types.compactMap { names[$0] }
  }

  private enum Section { case session, other, audio, done }

  /// Port and payload types of `audio 4000 RTP/AVP 8 0`, or `nil` for another or a refused stream.
  private static func stream(_ value: Substring) -> (UInt16, [UInt8])? {
    let words = value.split(separator: " ")
    guard words.count > 3, words[0] == "audio", words[2] == "RTP/AVP",
      let port = UInt16(words[1].prefix { $0 != "/" }), port != 0
    else { return nil }
    return (port, words[3...].compactMap { UInt8($0) })
  }

  private mutating func read(attribute: Substring, into names: inout [UInt8: Format]) {
    if let direction = Direction(rawValue: String(attribute)) {
      self.direction = direction
    } else if attribute.hasPrefix("ptime:") {
      ptime = Int(attribute.dropFirst(6).trimmed)
    } else if attribute.hasPrefix("rtpmap:") {
      let words = attribute.dropFirst(7).split(separator: " ")
      guard words.count == 2, let type = UInt8(words[0]) else { return }
      let parts = words[1].split(separator: "/")
      guard parts.count >= 2, let clock = Int(parts[1]) else { return }
      names[type] = Format(
        payloadType: type, encoding: parts[0].uppercased(), clock: clock,
        channels: parts.count > 2 ? Int(parts[2]) ?? 0 : 1)
    }
  }

  func payloadType(of codec: VoiceCodec) -> UInt8? {
    formats.first { $0.codec == codec }?.payloadType
  }

  /// The digits' format at `clock` (RFC 4733).
  func telephoneEvent(_ clock: Int) -> Format? {
    formats.first { $0.encoding == "TELEPHONE-EVENT" && $0.clock == clock }
  }

  /// Whether the peer offers one of our codecs.
  func shares(_ codecs: [VoiceCodec]) -> Bool {
    codecs.contains { payloadType(of: $0) != nil }
  }

  /// No voice goes there: hold in the manner of RFC 2543.
  var isNowhere: Bool { address == "0.0.0.0" || address == "::" }
}

extension NegotiatedMedia {
  /// What `remote` and our own side of the finished exchange come to.
  init?(local: SessionDescription, remote: SessionDescription) {
    guard let (codec, send) = Self.first(of: remote, in: local) else { return nil }
    var receives: [UInt8: VoiceCodec] = [:]
    for format in local.formats {
      guard let other = format.codec, remote.payloadType(of: other) != nil else { continue }
      receives[format.payloadType] = other
    }
    let event = remote.telephoneEvent(codec.clock) ?? remote.telephoneEvent(8_000)
    let narrow = local.telephoneEvent(8_000)?.payloadType
    let own = local.telephoneEvent(codec.clock)?.payloadType ?? narrow
    self.init(
      remoteAddress: remote.address, remotePort: remote.port, codec: codec, sendPayloadType: send,
      receives: receives, telephoneEventSend: event?.payloadType,
      telephoneEventSendClock: event?.clock ?? 8_000, telephoneEventReceive: own,
      telephoneEventReceiveNarrow: own == narrow ? nil : narrow,
      ptime: remote.ptime.map { min(max($0, 10), 60) } ?? 20,
      peerSends: remote.direction == .sendrecv || remote.direction == .sendonly,
      peerReceives: !remote.isNowhere
        && (remote.direction == .sendrecv || remote.direction == .recvonly))
  }

  /// The codec that the peer likes best among those that both have, and its payload type there.
  private static func first(
    of remote: SessionDescription, in local: SessionDescription
  ) -> (VoiceCodec, UInt8)? {
    for format in remote.formats {
      guard let codec = format.codec, local.payloadType(of: codec) != nil else { continue }
      return (codec, format.payloadType)
    }
    return nil
  }
}
