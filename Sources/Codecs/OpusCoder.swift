internal import CPJSIP
internal import Glibc

/// Encoder and decoder of one Opus stream (RFC 6716) at 16,000 Hz, mono.
package struct OpusCoder: BitwiseCopyable, @unchecked Sendable {
  /// Of the encoder: 16 kHz of speech sound as they are from 24 kbit/s on.
  private static let bitRate: Int32 = 28_000
  /// Of libopus' ten: what more takes is not heard in speech.
  private static let complexity: Int32 = 5
  /// The loss in percent that the repair in the packets (RFC 6716, 2.1.7) is made for.
  private static let expectedLoss: Int32 = 5

  /// The longest packet, at 16,000 Hz: 120 ms.
  private static let longest = 1_920
  /// More than a packet takes at the bit rate; it fits into every datagram.
  private static let room = 1_200

  private let encoder: UnsafeMutableRawPointer
  private let decoder: UnsafeMutableRawPointer
  private let encodeFrame: OpusLibrary.Encode
  private let decodeFrame: OpusLibrary.Decode

  /// Whether this box has it.
  package static var isAvailable: Bool { OpusLibrary.loaded != nil }

  /// Allocates; on a control thread. Nil where there is no Opus. ``deallocate()`` gives the memory back.
  package init?() {
    guard let library = OpusLibrary.loaded,
      let encoder = malloc(Int(library.encoderSize(1))),
      let decoder = malloc(Int(library.decoderSize(1)))
    else { return nil }
    self.encoder = encoder
    self.decoder = decoder
    encodeFrame = library.encode
    decodeFrame = library.decode
    reset()
  }

  /// Gives the memory back; nothing may use the value afterwards.
  package func deallocate() {
    free(encoder)
    free(decoder)
  }

  /// Forgets everything, for a new stream; not while the mixer uses it.
  package func reset() {
    guard let library = OpusLibrary.loaded else { return }
    // The numbers are OPUS_APPLICATION_VOIP and OPUS_SET_… of opus_defines.h.
    _ = library.startEncoder(encoder, 16_000, 1, 2_048)
    _ = library.startDecoder(decoder, 16_000, 1)
    for (request, value) in [
      (4_002, OpusCoder.bitRate), (4_010, OpusCoder.complexity), (4_012, 1),
      (4_014, OpusCoder.expectedLoss),
    ] {
      _ = liandong_opus_set(library.setEncoder, encoder, Int32(request), value)
    }
  }

  /// Encodes `count` samples (10, 20, 40 or 60 ms) into at most `room` bytes; how many they are, 0
  /// when it failed. The corresponding C function is `opus_encode`.
  @_semantics("no_performance_analysis") @inline(never)
  package func encode(
    _ samples: UnsafePointer<Int16>, count: Int, into bytes: UnsafeMutablePointer<UInt8>, room: Int
  ) -> Int {
    max(0, Int(encodeFrame(encoder, samples, Int32(count), bytes, Int32(room))))
  }

  /// Decodes a packet into at most `room` samples; how many they are, 0 for nonsense. The
  /// corresponding C function is `opus_decode`.
  @_semantics("no_performance_analysis") @inline(never)
  package func decode(
    _ bytes: UnsafePointer<UInt8>, length: Int, into samples: UnsafeMutablePointer<Int16>, room: Int
  ) -> Int {
    max(0, Int(decodeFrame(decoder, bytes, Int32(length), samples, Int32(room), 0)))
  }

  /// The payload of 10, 20, 40 or 60 ms at 16,000 Hz; empty when it failed. Allocates.
  package func encode(_ samples: [Int16]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: OpusCoder.room) { bytes, count in
      samples.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = bytes.baseAddress else { return }
        count = encode(from, count: source.count, into: to, room: OpusCoder.room)
      }
    }
  }

  /// The sound of a payload at 16,000 Hz; none for nonsense. Allocates.
  package func decode(_ payload: UnsafeBufferPointer<UInt8>) -> [Int16] {
    [Int16](unsafeUninitializedCapacity: OpusCoder.longest) { samples, count in
      guard let from = payload.baseAddress, let to = samples.baseAddress else { return }
      count = decode(from, length: payload.count, into: to, room: OpusCoder.longest)
    }
  }

  /// Makes up `count` samples (a multiple of 40, 1,920 at most) of packets that are missing: the last of them are in
  /// the packet after them once more, if its encoder put them there (RFC 6716, 2.1.7), the others are
  /// libopus' own concealment.
  ///
  /// - Parameter next: that packet; nil: it is not there.
  @_semantics("no_performance_analysis") @inline(never)
  package func repair(
    _ next: UnsafePointer<UInt8>?, length: Int, into samples: UnsafeMutablePointer<Int16>,
    count: Int
  ) -> Bool {
    decodeFrame(decoder, next, Int32(length), samples, Int32(count), next == nil ? 0 : 1)
      == Int32(count)
  }
}
