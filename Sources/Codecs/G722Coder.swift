internal import CPJSIP

/// Encoder and decoder of one G.722 stream: PJMEDIA's, which neither locks nor allocates once open.
package struct G722Coder: BitwiseCopyable, @unchecked Sendable {
  /// Bytes of 10 ms, which is what the decoder takes at once.
  private static var unit: Int { @_noLocks @_noAllocation get { 80 } }

  private let codec: UnsafeMutablePointer<pjmedia_codec>

  /// Whether this box has it.
  package static var isAvailable: Bool { PJLibrary.makesCodecs }

  /// Allocates; on a control thread. Nil when there is no memory. ``deallocate()`` gives it back.
  package init?() {
    guard let codec = PJLibrary.makeG722() else { return nil }
    self.codec = codec
    guard open() else {
      PJLibrary.release(codec)
      return nil
    }
  }

  /// Gives the memory back; nothing may use the value afterwards.
  package func deallocate() { PJLibrary.release(codec) }

  /// Forgets everything, for a new stream; not while the mixer uses it.
  package func reset() {
    PJLibrary.registerThread()
    _ = codec.pointee.op.pointee.close(codec)
    _ = open()
  }

  /// Without silence suppression and concealment: those are ours.
  private func open() -> Bool {
    var parameters = pjmedia_codec_param()
    PJLibrary.fillG722(&parameters)
    parameters.setting.vad = 0
    parameters.setting.plc = 0
    return codec.pointee.op.pointee.open(codec, &parameters) == 0
  }

  /// Encodes `count` samples at 16,000 Hz into half as many bytes. The corresponding C function is
  /// `pjmedia_codec_encode`.
  @_semantics("no_performance_analysis") @inline(never)
  package func encode(
    _ samples: UnsafePointer<Int16>, count: Int, into bytes: UnsafeMutablePointer<UInt8>
  ) {
    var input = pjmedia_frame()
    input.type = PJMEDIA_FRAME_TYPE_AUDIO
    input.buf = UnsafeMutableRawPointer(mutating: samples)
    input.size = count * 2
    var output = pjmedia_frame()
    output.buf = UnsafeMutableRawPointer(bytes)
    output.size = count / 2
    _ = codec.pointee.op.pointee.encode(codec, &input, UInt32(count / 2), &output)
  }

  /// Decodes 10 ms into 160 samples. The corresponding C function is `pjmedia_codec_decode`.
  @_semantics("no_performance_analysis") @inline(never)
  package func decode(
    _ bytes: UnsafePointer<UInt8>, into samples: UnsafeMutablePointer<Int16>
  ) -> Bool {
    var input = pjmedia_frame()
    input.type = PJMEDIA_FRAME_TYPE_AUDIO
    input.buf = UnsafeMutableRawPointer(mutating: bytes)
    input.size = G722Coder.unit
    var output = pjmedia_frame()
    output.buf = UnsafeMutableRawPointer(samples)
    output.size = G722Coder.unit * 4
    return codec.pointee.op.pointee.decode(codec, &input, UInt32(G722Coder.unit * 4), &output) == 0
  }

  /// The payload of samples at 16,000 Hz, an even number of them; allocates.
  package func encode(_ samples: [Int16]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: samples.count / 2) { bytes, count in
      samples.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = bytes.baseAddress else { return }
        encode(from, count: source.count, into: to)
      }
      count = samples.count / 2
    }
  }

  /// The sound of a payload at 16,000 Hz; what is left of less than 10 ms at its end is left out. Allocates.
  package func decode(_ payload: UnsafeBufferPointer<UInt8>) -> [Int16] {
    let units = payload.count / G722Coder.unit
    return [Int16](unsafeUninitializedCapacity: units * 2 * G722Coder.unit) { samples, count in
      guard let from = payload.baseAddress, let to = samples.baseAddress else { return }
      for unit in 0..<units where decode(from + unit * G722Coder.unit, into: to + count) {
        count += 2 * G722Coder.unit
      }
    }
  }
}
