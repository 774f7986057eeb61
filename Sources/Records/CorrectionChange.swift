/// A key of a record and a value for it, as somebody typed them: `level=3`.
package struct CorrectionChange: Hashable, Sendable {
  package let field: Correction.Field
  let value: JSONValue

  /// As it is typed; `none` for what is not known.
  package var text: String { "\(field.rawValue)=\(valueText)" }
  package var valueText: String { value.plain ?? "none" }

  /// The value that a field has in a record, corrections before included.
  package init(_ field: Correction.Field, of match: CDRReader.Match) {
    self.field = field
    value = JSONValue(line: match.corrected[...])?[key: field.rawValue] ?? .null
  }

  /// - Throws: what is wrong, and what is expected.
  package init(_ text: String) throws(FilterProblem) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let fields = Correction.Field.allCases.map(\.rawValue).joined(separator: ", ")
    guard parts.count == 2 else {
      throw FilterProblem("\"\(text)\" is no FIELD=VALUE; FIELD is one of \(fields)")
    }
    guard let field = Correction.Field(rawValue: String(parts[0])) else {
      throw FilterProblem("\"\(parts[0])\" cannot be corrected; expected one of \(fields)")
    }
    self.field = field
    let value = String(parts[1])
    func expected(_ what: String) -> FilterProblem {
      FilterProblem("\"\(value)\" is no \(field.rawValue); expected \(what)")
    }
    switch field {
    case .level:
      guard value == "none" || ["1", "2", "3", "4"].contains(value) else {
        throw expected("1, 2, 3, 4 or none")
      }
      self.value = value == "none" ? .null : .number(value)
    case .harassment:
      guard ["true", "false"].contains(value) else { throw expected("true or false") }
      self.value = .truth(value == "true")
    case .reason:
      // As in the keys `reason-CODE` and `guide-CODE`.
      let isCode = value.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
          || (0x41...0x5A).contains(byte) || byte == 0x2D
      }
      guard isCode, (1...32).contains(value.utf8.count) else {
        throw expected("a code of 1–32 letters, digits and hyphens, or none")
      }
      self.value = value == "none" ? .null : .text(value)
    }
  }
}
