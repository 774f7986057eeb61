package import Audio

/// A codec of the media plane.
package enum AudioCodec: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// G.711 A-law, static payload type 8.
  case pcma
  /// G.711 µ-law, static payload type 0.
  case pcmu

  /// The static RTP payload type (RFC 3551, table 4).
  package var staticPayloadType: UInt8 { self == .pcma ? 8 : 0 }

  /// The encoding name of SDP's `rtpmap`.
  package var name: String { self == .pcma ? "PCMA" : "PCMU" }

  /// The companding law.
  package var law: G711Law {
    @_noLocks @_noAllocation get {
      switch self {
      case .pcma: .a
      case .pcmu: .mu
      }
    }
  }

  /// Whether both are the same; real-time code may not use `==`, which goes through the raw value.
  @_noLocks @_noAllocation
  func isSame(as other: AudioCodec) -> Bool {
    switch (self, other) {
    case (.pcma, .pcma), (.pcmu, .pcmu): true
    case (.pcma, .pcmu), (.pcmu, .pcma): false
    }
  }

  /// Whether a packet of this codec can be sent on as the other without decoding to samples: both
  /// laws of G.711 turn into each other byte by byte.
  func relays(as other: AudioCodec) -> Bool { true }
}
