internal import CPJSIP

/// Reading and writing headers of messages.
extension UnsafeMutablePointer<pjsip_msg> {
  /// The value of a header that PJSIP has no structure for, or `nil` without it.
  func header(_ name: StaticString, short: StaticString? = nil) -> String? {
    var (long, brief) = (name.pj, (short ?? name).pj)
    let found = pjsip_msg_find_hdr_by_names(self, &long, &brief, nil)
    guard let found else { return nil }
    return found.assumingMemoryBound(to: pjsip_generic_string_hdr.self).pointee.hvalue.text
  }

  /// The entries of a header that PJSIP has no structure for, in one header or in several; at most 16.
  func entries(_ name: String) -> [String] {
    Stack.shared!.withPool { pool in
      var long = name.pj(in: pool)
      var entries: [String] = []
      var from: UnsafeMutableRawPointer?
      while entries.count < 16, let found = pjsip_msg_find_hdr_by_name(self, &long, from) {
        let header = found.assumingMemoryBound(to: pjsip_generic_string_hdr.self)
        entries += HeaderList.entries(header.pointee.hvalue.text)
        // Past the last one PJSIP would begin again at the first.
        let next = UnsafeMutableRawPointer(header.pointee.next)
        let head = UnsafeMutableRawPointer(self).advanced(
          by: MemoryLayout<pjsip_msg>.offset(of: \pjsip_msg.hdr)!)
        guard next != head else { break }
        from = next
      }
      return entries
    }
  }

  /// Whether a comma-separated header that PJSIP has parsed holds `token`.
  func lists(_ token: String, in kind: pjsip_hdr_e) -> Bool {
    guard let found = pjsip_msg_find_hdr(self, kind, nil) else { return false }
    let header = found.assumingMemoryBound(to: pjsip_generic_array_hdr.self)
    let count = min(Int(header.pointee.count), Int(PJSIP_GENERIC_ARRAY_MAX_COUNT))
    return withUnsafePointer(to: &header.pointee.values) { values in
      let first = UnsafeRawPointer(values).assumingMemoryBound(to: pj_str_t.self)
      return (0..<count).contains { first[$0].text == token }
    }
  }

  /// The body as text, at most 16,000 bytes.
  var bodyText: String {
    guard let body = pointee.body, let data = body.pointee.data else { return "" }
    let count = min(Int(body.pointee.len), 16_000)
    return String(decoding: UnsafeRawBufferPointer(start: data, count: count), as: UTF8.self)
  }

  /// `type/subtype` of the body, lower case.
  var bodyType: String {
    guard let type = pointee.body?.pointee.content_type else { return "" }
    return "\(type.type.text)/\(type.subtype.text)".lowercased()
  }
}

extension UnsafeMutablePointer<pjsip_tx_data> {
  func add(header name: String, _ value: String) {
    let pool = pointee.pool!
    var (name, value) = (name.pj(in: pool), value.pj(in: pool))
    guard let header = pjsip_generic_string_hdr_create(pool, &name, &value) else { return }
    pj_list_insert_before(headers, header)
  }

  /// The list of the message's headers.
  var headers: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(pointee.msg).advanced(
      by: MemoryLayout<pjsip_msg>.offset(of: \pjsip_msg.hdr)!)
  }

  func setMaxForwards(_ hops: Int) {
    guard let found = pjsip_msg_find_hdr(pointee.msg, PJSIP_H_MAX_FORWARDS, nil) else { return }
    found.assumingMemoryBound(to: pjsip_generic_int_hdr.self).pointee.ivalue = UInt32(hops)
  }

  func setBody(type: String, _ subtype: String, _ text: String) {
    let pool = pointee.pool!
    var (type, subtype, text) = (type.pj(in: pool), subtype.pj(in: pool), text.pj(in: pool))
    pointee.msg.pointee.body = pjsip_msg_body_create(pool, &type, &subtype, &text)
  }
}

/// A URI as text, without the display name of its header.
func uriText(_ uri: UnsafeRawPointer?, _ context: pjsip_uri_context_e) -> String {
  guard let uri = uri.flatMap({ pjsip_uri_get_uri($0) }) else { return "" }
  return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
    let length = pjsip_uri_print(context, uri, buffer.baseAddress, 1024)
    guard length > 0 else { return "" }
    return pj_str_t(ptr: buffer.baseAddress, slen: Int(length)).text
  }
}
