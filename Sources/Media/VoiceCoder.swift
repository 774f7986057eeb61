internal import Codecs

/// What remembers, of the codecs of one stream: made when it is agreed on, kept with the stream's slot.
struct VoiceCoder: BitwiseCopyable, Sendable {
  private(set) var g722: G722Coder?
  private(set) var opus: OpusCoder?

  /// Makes what is missing for `codec`; false where that cannot be.
  mutating func prepare(_ codec: AudioCodec) -> Bool {
    switch codec {
    case .pcma, .pcmu, .l16, .l16Wide: return true
    case .g722:
      if g722 == nil { g722 = G722Coder() }
      return g722 != nil
    case .opus:
      if opus == nil { opus = OpusCoder() }
      return opus != nil
    }
  }

  /// Forgets everything, for a new stream.
  func reset() {
    g722?.reset()
    opus?.reset()
  }

  func deallocate() {
    g722?.deallocate()
    opus?.deallocate()
  }
}
