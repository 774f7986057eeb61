/// The payload types that a leg accepts, and which codecs they are.
struct PayloadTypes: BitwiseCopyable {
  private var pcma = RTPLeg.noPayloadType
  private var pcmu = RTPLeg.noPayloadType
  private var g722 = RTPLeg.noPayloadType
  private var l16 = RTPLeg.noPayloadType
  private var l16Wide = RTPLeg.noPayloadType
  private var opus = RTPLeg.noPayloadType

  /// None.
  @_noLocks @_noAllocation
  init() {}

  /// - Parameter types: by payload type; of two types for one codec the lower is kept.
  init(_ types: [UInt8: AudioCodec]) {
    for (type, codec) in types.sorted(by: { $0.key > $1.key }) {
      switch codec {
      case .pcma: pcma = type
      case .pcmu: pcmu = type
      case .g722: g722 = type
      case .l16: l16 = type
      case .l16Wide: l16Wide = type
      case .opus: opus = type
      }
    }
  }

  /// The codec of a payload type; nil when it was not agreed.
  @_noLocks @_noAllocation
  func codec(of payloadType: UInt8) -> AudioCodec? {
    if payloadType == pcma { return .pcma }
    if payloadType == pcmu { return .pcmu }
    if payloadType == g722 { return .g722 }
    if payloadType == opus { return .opus }
    if payloadType == l16Wide { return .l16Wide }
    if payloadType == l16 { return .l16 }
    return nil
  }
}
