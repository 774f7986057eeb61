internal import Foundation

/// What a person knows better of a closed call than its record does: one line of its own in the chain.
///
/// The record stays as it was written; whoever reads records holds the corrections against it.
package struct Correction: Hashable, Sendable {
  package static let version = 1

  /// The keys of a record that may be corrected: what seats mark, never what the box measured.
  package enum Field: String, Hashable, Sendable, CaseIterable {
    case level
    case harassment
    case reason
  }

  /// The line's own id, by which a crash does not write it twice: `correction-` and 16 digits.
  package let id: String
  package let call: String
  package let field: Field
  /// The value that held before: the record's, or that of the correction before.
  let was: JSONValue
  let now: JSONValue
  /// Who corrected it, by name and user id.
  package let by: String
  package let uid: UInt32
  /// ISO 8601 in the site's zone.
  package let at: String
  /// The same, microseconds since 1970.
  package let moment: Int64
  package let reason: String
  /// The line as it stands in the file, or as it is to be bound into the chain.
  private(set) var line: [UInt8] = []

  /// A correction of `change.call`, which has the value `was` now.
  package init(
    of call: String, _ change: CorrectionChange, was: CorrectionChange, by who: Onlooker,
    at moment: Int64, _ time: SiteTime, reason: String
  ) {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    id = Self.idStart + String(repeating: "0", count: 16 - digits.count) + digits
    (self.call, field, self.was, now) = (call, change.field, was.value, change.value)
    (by, uid, self.reason) = (who.name, who.uid, reason)
    (at, self.moment) = (time.text(moment), moment)
    var line = JSONLine()
    line.object { line in
      line.field("v", Self.version)
      line.field("id", id)
      line.field("correction", self) { line, correction in
        line.field("call", correction.call)
        line.add(correction)
      }
    }
    self.line = line.bytes
  }

  private static let idStart = "correction-"
  private static let lineStart = Array(#"{"v":1,"id":"\#(idStart)"#.utf8)

  /// Reads a line; `nil` when it is none of a correction. Unknown keys are passed over.
  package init?(line: ArraySlice<UInt8>) {
    guard line.starts(with: Self.lineStart), let value = JSONValue(line: line),
      let id = value[key: "id"].plain
    else { return nil }
    let body = value[key: "correction"]
    guard let call = body[key: "call"].plain,
      let field = body[key: "field"].plain.flatMap(Field.init(rawValue:)),
      let at = body[key: "at"].plain, let moment = SiteTime.moment(of: at)
    else { return nil }
    (self.id, self.call, self.field) = (id, call, field)
    (was, now) = (body[key: "was"], body[key: "is"])
    by = body[key: "by"].plain ?? ""
    uid = body[key: "uid"].integer.flatMap(UInt32.init(exactly:)) ?? .max
    (self.at, self.moment) = (at, moment)
    reason = body[key: "reason"].plain ?? ""
    self.line = Array(line)
  }
}

extension JSONLine {
  /// What a correction says apart from whose it is.
  mutating func add(_ correction: Correction) {
    field("field", correction.field.rawValue)
    field("was", plain: correction.was)
    field("is", plain: correction.now)
    field("by", correction.by)
    field("uid", correction.uid)
    field("at", correction.at)
    field("reason", correction.reason)
  }

  /// A text, number, truth value or `null`.
  mutating func field(_ key: String, plain value: JSONValue) {
    switch value {
    case .text(let text): field(key, text)
    case .number: field(key, value.integer)
    case .truth(let truth): field(key, truth)
    case .null, .array, .object: field(key, nil as String?)
    }
  }
}
