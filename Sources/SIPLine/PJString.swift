internal import CPJSIP

typealias Pool = UnsafeMutablePointer<pj_pool_t>

extension pj_str_t {
  /// A copy; bytes that are not UTF-8 are replaced.
  var text: String {
    guard let ptr, slen > 0 else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: ptr, count: slen), as: UTF8.self)
  }
}

extension StaticString {
  /// Itself, for functions that only read it.
  var pj: pj_str_t {
    let start = UnsafeMutableRawPointer(mutating: utf8Start)
    return pj_str_t(ptr: start.assumingMemoryBound(to: CChar.self), slen: utf8CodeUnitCount)
  }
}

extension String {
  /// A copy in `pool`, NUL-terminated, as PJSIP's parsers want it.
  func pj(in pool: Pool) -> pj_str_t {
    var copy = self
    return copy.withUTF8 { UnsafeRawBufferPointer($0).pj(in: pool) }
  }

  /// A copy that is never freed, for what PJSIP keeps as long as the process lives.
  func pjForever() -> pj_str_t {
    let bytes = Array(utf8)
    let memory = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
    for (index, byte) in bytes.enumerated() { memory[index] = CChar(bitPattern: byte) }
    memory[bytes.count] = 0
    return pj_str_t(ptr: memory, slen: bytes.count)
  }
}

extension UnsafeMutablePointer {
  /// The first elements of a C array, which Swift sees as a tuple.
  func elements<Element>(
    _ count: UInt32, of type: Element.Type
  ) -> UnsafeBufferPointer<Element> {
    let capacity = MemoryLayout<Pointee>.size / MemoryLayout<Element>.stride
    return UnsafeBufferPointer(
      start: UnsafeRawPointer(self).assumingMemoryBound(to: type), count: min(Int(count), capacity))
  }
}

/// Text of a C array that Swift sees as a tuple.
func arrayText<Tuple>(_ array: UnsafePointer<Tuple>) -> String {
  String(cString: UnsafeRawPointer(array).assumingMemoryBound(to: CChar.self))
}

extension [UInt8] {
  /// A copy of the text in `pool`, NUL-terminated, as PJSIP's parsers want it.
  func pj(in pool: Pool) -> pj_str_t {
    withUnsafeBytes { $0.pj(in: pool) }
  }

  /// Appends a text's UTF-8 as a block.
  mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func pj(in pool: Pool) -> pj_str_t {
    let memory = pj_pool_alloc(pool, count + 1)!.assumingMemoryBound(to: CChar.self)
    UnsafeMutableRawBufferPointer(start: memory, count: count).copyMemory(from: self)
    memory[count] = 0
    return pj_str_t(ptr: memory, slen: count)
  }
}
