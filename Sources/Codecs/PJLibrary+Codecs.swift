internal import CPJSIP

/// PJMEDIA's codecs, one manager of them for the process. All of it is for control threads.
extension PJLibrary {
  private struct Codecs: @unchecked Sendable {
    let manager: UnsafeMutablePointer<pjmedia_codec_mgr>
    let g722: UnsafePointer<pjmedia_codec_info>
  }

  private static let codecs: Codecs? = {
    guard let factory = registeredFactory else { return nil }
    var endpoint: OpaquePointer?
    guard pjmedia_endpt_create2(factory, nil, 0, &endpoint) == 0, let endpoint,
      pjmedia_codec_g722_init(endpoint) == 0,
      let manager = pjmedia_endpt_get_codec_mgr(endpoint)
    else { return nil }
    var count: UInt32 = 1
    var info: UnsafePointer<pjmedia_codec_info>?
    let found = withPJString("G722") {
      pjmedia_codec_mgr_find_codecs_by_id(manager, $0, &count, &info, nil)
    }
    guard found == 0, count > 0, let info else { return nil }
    return Codecs(manager: manager, g722: info)
  }()

  /// Whether there are any.
  static var makesCodecs: Bool { codecs != nil }

  /// A codec that is not open yet; nil when there is no memory.
  static func makeG722() -> UnsafeMutablePointer<pjmedia_codec>? {
    guard let codecs else { return nil }
    registerThread()
    var codec: UnsafeMutablePointer<pjmedia_codec>?
    guard pjmedia_codec_mgr_alloc_codec(codecs.manager, codecs.g722, &codec) == 0 else {
      return nil
    }
    return codec
  }

  static func release(_ codec: UnsafeMutablePointer<pjmedia_codec>) {
    guard let codecs else { return }
    registerThread()
    _ = codec.pointee.op.pointee.close(codec)
    pjmedia_codec_mgr_dealloc_codec(codecs.manager, codec)
  }

  /// PJMEDIA's defaults.
  static func fillG722(_ parameters: inout pjmedia_codec_param) {
    guard let codecs else { return }
    pjmedia_codec_mgr_get_default_param(codecs.manager, codecs.g722, &parameters)
  }

  private static func withPJString<Result>(
    _ text: StaticString, _ body: (UnsafePointer<pj_str_t>) -> Result
  ) -> Result {
    let characters = UnsafeMutableRawPointer(mutating: text.utf8Start)
      .assumingMemoryBound(to: CChar.self)
    var string = pj_str_t(ptr: characters, slen: text.utf8CodeUnitCount)
    return body(&string)
  }
}
