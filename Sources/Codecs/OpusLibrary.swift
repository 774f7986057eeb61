internal import CPJSIP
internal import Glibc

/// libopus, as PJMEDIA's codecs brought it into the process.
///
/// PJMEDIA's own Opus codec takes a lock around each frame, which the mixer thread may not; what it
/// locks is this library, which neither locks nor allocates once a coder's memory is there. Its
/// functions are looked up and not linked: a libpjproject without Opus makes a box without Opus.
struct OpusLibrary: Sendable {
  typealias Size = @convention(c) (Int32) -> Int32
  typealias StartEncoder = @convention(c) (UnsafeMutableRawPointer, Int32, Int32, Int32) -> Int32
  typealias StartDecoder = @convention(c) (UnsafeMutableRawPointer, Int32, Int32) -> Int32
  typealias Encode =
    @convention(c) (
      UnsafeMutableRawPointer, UnsafePointer<Int16>, Int32, UnsafeMutablePointer<UInt8>, Int32
    ) -> Int32
  typealias Decode =
    @convention(c) (
      UnsafeMutableRawPointer, UnsafePointer<UInt8>?, Int32, UnsafeMutablePointer<Int16>, Int32,
      Int32
    ) -> Int32

  let encoderSize: Size
  let decoderSize: Size
  let startEncoder: StartEncoder
  let startDecoder: StartDecoder
  let encode: Encode
  let decode: Decode
  nonisolated(unsafe) let setEncoder: UnsafeMutableRawPointer

  /// The process's library; nil where PJMEDIA has none.
  static let loaded = OpusLibrary()

  private init?() {
    // The codecs must be in the process before what they brought can be found.
    guard PJLibrary.makesCodecs, let library = dlopen("libopus.so.0", RTLD_LAZY | RTLD_NOLOAD),
      let encoderSize = dlsym(library, "opus_encoder_get_size"),
      let decoderSize = dlsym(library, "opus_decoder_get_size"),
      let startEncoder = dlsym(library, "opus_encoder_init"),
      let startDecoder = dlsym(library, "opus_decoder_init"),
      let encode = dlsym(library, "opus_encode"), let decode = dlsym(library, "opus_decode"),
      let setEncoder = dlsym(library, "opus_encoder_ctl")
    else { return nil }
    self.encoderSize = unsafeBitCast(encoderSize, to: Size.self)
    self.decoderSize = unsafeBitCast(decoderSize, to: Size.self)
    self.startEncoder = unsafeBitCast(startEncoder, to: StartEncoder.self)
    self.startDecoder = unsafeBitCast(startDecoder, to: StartDecoder.self)
    self.encode = unsafeBitCast(encode, to: Encode.self)
    self.decode = unsafeBitCast(decode, to: Decode.self)
    self.setEncoder = setEncoder
  }
}
