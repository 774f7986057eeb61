internal import CPJSIP

/// What we read of a session description (RFC 8866): its first voice stream.
struct SessionDescription: Hashable {
  enum Encoding: Hashable {
    case voice(VoiceCodec)
    /// Digits (RFC 4733) and the timestamp units of a second in them.
    case telephoneEvent(Int)
    /// Comfort noise at 8,000 Hz (RFC 3389).
    case comfortNoise
    /// None of ours.
    case other
  }

  struct Format: Hashable {
    let payloadType: UInt8
    let encoding: Encoding

    /// Which of our codecs it is, if any.
    var codec: VoiceCodec? {
      guard case .voice(let codec) = encoding else { return nil }
      return codec
    }
  }

  enum Direction: String {
    case sendrecv, sendonly, recvonly, inactive
  }

  /// Comfort noise's static payload type (RFC 3551 table 4).
  static let comfortNoiseType: UInt8 = 13

  var address = ""
  var port: UInt16 = 0
  var formats: [Format] = []
  var direction = Direction.sendrecv
  /// The packet time that it wishes, and the longest that it takes, in milliseconds.
  var ptime: Int?
  var maxptime: Int?

  /// Reads the first voice stream; `nil` when there is none or it is refused.
  init?(_ sdp: UnsafeMutablePointer<pjmedia_sdp_session>) {
    guard let stream = Self.voice(in: sdp) else { return nil }
    port = stream.pointee.desc.port
    address = (stream.pointee.conn ?? sdp.pointee.conn)?.pointee.addr.text ?? ""
    var named: [Format] = []
    for attribute in attributes(sdp.pointer(to: \.attr)!, sdp.pointee.attr_count) {
      read(direction: attribute)
    }
    for attribute in attributes(stream.pointer(to: \.attr)!, stream.pointee.attr_count) {
      read(attribute, into: &named)
    }
    let types = stream.pointer(to: \.desc.fmt)!.elements(
      stream.pointee.desc.fmt_count, of: pj_str_t.self)
    formats = types.compactMap { text in
      guard let type = UInt8(text.text) else { return nil }
      return named.first { $0.payloadType == type } ?? Self.usual(type)
    }
  }

  /// The first `m=audio` line, unless it is refused: PJMEDIA answers that one and refuses all others.
  static func voice(
    in sdp: UnsafeMutablePointer<pjmedia_sdp_session>
  ) -> UnsafeMutablePointer<pjmedia_sdp_media>? {
    let streams = sdp.pointer(to: \.media)!.elements(
      sdp.pointee.media_count, of: UnsafeMutablePointer<pjmedia_sdp_media>?.self)
    return streams.lazy.compactMap { $0 }.first(where: isVoice)
      .flatMap { $0.pointee.desc.port != 0 ? $0 : nil }
  }

  private static func isVoice(_ stream: UnsafeMutablePointer<pjmedia_sdp_media>) -> Bool {
    let line = stream.pointee.desc
    return line.media.text == "audio" && line.transport.text == "RTP/AVP"
  }

  /// What a static payload type means without `a=rtpmap` (RFC 3551 table 4).
  private static func usual(_ type: UInt8) -> Format? {
    if type == comfortNoiseType { return Format(payloadType: type, encoding: .comfortNoise) }
    return [VoiceCodec.pcma, .pcmu, .g722].first { $0.payloadType == type }
      .map { Format(payloadType: type, encoding: .voice($0)) }
  }

  private mutating func read(
    _ attribute: UnsafeMutablePointer<pjmedia_sdp_attr>, into formats: inout [Format]
  ) {
    switch attribute.pointee.name.text {
    case "rtpmap":
      if let format = Format(rtpmap: attribute.pointee.value.text) { formats.append(format) }
    case "ptime": ptime = Self.milliseconds(attribute)
    case "maxptime": maxptime = Self.milliseconds(attribute)
    default: read(direction: attribute)
    }
  }

  private static func milliseconds(_ attribute: UnsafeMutablePointer<pjmedia_sdp_attr>) -> Int? {
    Int(Substring(attribute.pointee.value.text).trimmed).flatMap { $0 > 0 ? $0 : nil }
  }

  private mutating func read(direction attribute: UnsafeMutablePointer<pjmedia_sdp_attr>) {
    if let direction = Direction(rawValue: attribute.pointee.name.text) {
      self.direction = direction
    }
  }

  func payloadType(of codec: VoiceCodec) -> UInt8? {
    formats.first { $0.codec == codec }?.payloadType
  }

  /// The digits' format at `clock` (RFC 4733).
  func telephoneEvent(_ clock: Int) -> Format? {
    formats.first { $0.encoding == .telephoneEvent(clock) }
  }

  /// Whether there is comfort noise under the type that the media plane knows it by.
  var takesComfortNoise: Bool {
    formats.contains { $0.encoding == .comfortNoise && $0.payloadType == Self.comfortNoiseType }
  }

  /// Whether the peer offers one of our codecs.
  func shares(_ codecs: [VoiceCodec]) -> Bool {
    codecs.contains { payloadType(of: $0) != nil }
  }

  /// Milliseconds of voice in a packet to it, 10 to 60: what it wishes, else 20 (RFC 3551 section 4.2).
  var packetTime: Int {
    min(max(min(ptime ?? 20, maxptime ?? 60) / 10 * 10, 10), 60)
  }

  /// The packets that it takes as well: any when it has no wish (RFC 3551 section 4.2), up to its longest.
  var packetTimesTaken: ClosedRange<Int> {
    ptime == nil ? 1...max(packetTime, min(maxptime ?? 200, 200)) : packetTime...packetTime
  }

  /// Whether voice can be sent there at all: host names (RFC 8866 section 5.7) are not looked up.
  var hasAddress: Bool { IPAddress(address) != nil }

  /// No voice goes there: hold in the manner of RFC 2543.
  var isNowhere: Bool { address == "0.0.0.0" || address == "::" }
}

extension SessionDescription.Format {
  /// Reads `8 PCMA/8000` (RFC 8866 section 6.6).
  fileprivate init?(rtpmap: String) {
    let words = rtpmap.utf8.split(separator: UInt8(ascii: " "))
    guard words.count == 2, let type = UInt8(Substring(words[0])) else { return nil }
    let parts = words[1].split(separator: UInt8(ascii: "/"))
    guard parts.count >= 2, let clock = Int(Substring(parts[1])) else { return nil }
    payloadType = type
    let name = Substring(parts[0]).uppercased()
    if name == "TELEPHONE-EVENT" {
      encoding = .telephoneEvent(clock)
    } else if name == "CN", clock == 8_000 {
      encoding = .comfortNoise
    } else {
      let channels = parts.count > 2 ? Int(Substring(parts[2])) ?? 0 : 1
      encoding = VoiceCodec(name, clock: clock, channels: channels).map { .voice($0) } ?? .other
    }
  }
}

private func attributes<Tuple>(
  _ array: UnsafeMutablePointer<Tuple>, _ count: UInt32
) -> some Sequence<UnsafeMutablePointer<pjmedia_sdp_attr>> {
  array.elements(count, of: UnsafeMutablePointer<pjmedia_sdp_attr>?.self).lazy.compactMap { $0 }
}

extension NegotiatedMedia {
  /// What `remote` and our own side of the finished exchange come to.
  init?(local: SessionDescription, remote: SessionDescription) {
    guard remote.hasAddress, let (codec, send) = Self.first(of: remote, in: local) else {
      return nil
    }
    var receives: [UInt8: VoiceCodec] = [:]
    for format in local.formats {
      guard let other = format.codec, remote.payloadType(of: other) != nil else { continue }
      receives[format.payloadType] = other
    }
    let wide = remote.telephoneEvent(codec.clock)
    let event = wide ?? remote.telephoneEvent(8_000)
    let narrow = local.telephoneEvent(8_000)?.payloadType
    let own = local.telephoneEvent(codec.clock)?.payloadType ?? narrow
    self.init(
      remoteAddress: remote.address, remotePort: remote.port, codec: codec, sendPayloadType: send,
      receives: receives, telephoneEventSend: event?.payloadType,
      telephoneEventSendClock: wide == nil ? 8_000 : codec.clock, telephoneEventReceive: own,
      telephoneEventReceiveNarrow: own == narrow ? nil : narrow,
      ptime: remote.packetTime, ptimesTaken: remote.packetTimesTaken,
      comfortNoise: remote.takesComfortNoise && local.takesComfortNoise,
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
