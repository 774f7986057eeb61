/// Writes a value whose coding is synthesized as a line of JSON, straight from its fields.
///
/// Foundation's encoder makes a tree of the value first, which takes ten times as long, and every open
/// call goes into the journal. Foundation's decoder reads what stands here.
struct LineEncoder: Encoder {
  /// What all containers of one value write to.
  fileprivate final class Page {
    // Unchecked: one thread writes, and no closure holds a page. Each check is two calls of the runtime.
    @exclusivity(unchecked) var line = JSONLine()
    /// The brackets that are still to come.
    @exclusivity(unchecked) private var closing: [String] = []

    func open(_ bracket: String, _ end: String) {
      line.open(bracket)
      closing.append(end)
    }

    func write(_ value: some Encodable) throws {
      let depth = closing.count
      try value.encode(to: LineEncoder(page: self))
      if closing.count > depth { line.close(closing.removeLast()) }
    }
  }

  private let page: Page

  private init(page: Page) { self.page = page }

  /// The line's UTF-8, without a newline.
  ///
  /// - Throws: `EncodingError` for a number that is none.
  static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let page = Page()
    try page.write(value)
    return page.line.bytes
  }

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    page.open("{", "}")
    return KeyedEncodingContainer(Fields(page: page))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    page.open("[", "]")
    return Elements(page: page)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Scalar(page: page) }
}

/// Synthesized coding asks for no container within a container.
private let unasked = "only values whose coding is synthesized are written here"

private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let page: LineEncoder.Page
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {
    page.line.name(key.stringValue)
    page.line.value("null")
  }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    page.line.name(key.stringValue)
    try page.write(value)
  }

  // What most fields are, without a container for each.

  func encode(_ value: String, forKey key: Key) {
    page.line.name(key.stringValue)
    page.line.text(value)
  }

  func encode(_ value: Bool, forKey key: Key) {
    page.line.name(key.stringValue)
    page.line.value(value ? "true" : "false")
  }

  func encode(_ value: Int, forKey key: Key) {
    page.line.name(key.stringValue)
    page.line.value(String(value))
  }

  func encode(_ value: Int64, forKey key: Key) {
    page.line.name(key.stringValue)
    page.line.value(String(value))
  }

  func nestedContainer<Nested>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> { preconditionFailure(unasked) }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    preconditionFailure(unasked)
  }

  func superEncoder() -> any Encoder { preconditionFailure(unasked) }
  func superEncoder(forKey key: Key) -> any Encoder { preconditionFailure(unasked) }
}

private struct Elements: UnkeyedEncodingContainer {
  let page: LineEncoder.Page
  var codingPath: [any CodingKey] { [] }
  private(set) var count = 0

  init(page: LineEncoder.Page) { self.page = page }

  mutating func encodeNil() {
    page.line.value("null")
    count += 1
  }

  mutating func encode(_ value: some Encodable) throws {
    try page.write(value)
    count += 1
  }

  func nestedContainer<Nested>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    preconditionFailure(unasked)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { preconditionFailure(unasked) }
  func superEncoder() -> any Encoder { preconditionFailure(unasked) }
}

private struct Scalar: SingleValueEncodingContainer {
  let page: LineEncoder.Page
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { page.line.value("null") }
  func encode(_ value: Bool) { page.line.value(value ? "true" : "false") }
  func encode(_ value: String) { page.line.text(value) }
  func encode(_ value: some FixedWidthInteger & Encodable) { page.line.value(String(value)) }

  func encode(_ value: some BinaryFloatingPoint & Encodable) throws {
    guard value.isFinite else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: [], debugDescription: "JSON has no such number"))
    }
    page.line.value("\(Double(value))")
  }

  func encode(_ value: some Encodable) throws { try page.write(value) }
}
