import Foundation
import Testing

@testable import Records
@testable import Switchboard

/// Holds the written lines against `docs/call-record.schema.json`.
@Suite struct RecordSchemaTests {
  private let schema: Schema
  private let render = RecordLine(zone: Sample.shanghai)

  init() throws { schema = try Self.schema() }

  static func schema(_ name: String = "call-record.schema.json") throws -> Schema {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appending(path: "docs/\(name)")
    return try JSONDecoder().decode(Schema.self, from: Data(contentsOf: file))
  }

  private func mistakes(_ record: CallRecord) throws -> [String] {
    let value = try JSONSerialization.jsonObject(with: Data(render.bytes(record)))
    return try schema.mistakes(in: value, at: "record")
  }

  @Test func everyKindOfRecordKeepsToTheSchema() throws {
    let endings = [
      "caller-hung-up", "abandoned", "caller-lost", "released", "operator", "rejected-486",
      "merged-00000000000000ff", "box-stopped",
    ]
    var records = endings.map { Sample.closed(1, ending: $0) }
    records += [Sample.open(2), Sample.full(), Sample.open(3).closedAsBoxStopped()]
    for record in records { #expect(try mistakes(record) == []) }
  }

  @Test func theCheckCanFail() throws {
    var record = Sample.full()
    record.ending = "forgotten"
    record.level = 5
    record.transfers[0].t0 = 0
    record.id = "short"
    let found = try mistakes(record)
    #expect(found.contains { $0.hasPrefix("record.ending") })
    #expect(found.contains { $0.hasPrefix("record.level") })
    #expect(found.contains { $0.hasPrefix("record.id") })
    #expect(try schema.mistakes(in: ["v": 1], at: "record").count > 20)
  }

  @Test func everyKeyIsDocumented() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/call-record.md"), encoding: .utf8)
    // The first column of a row names one key, or the forms of one moment.
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let names = Set(
      rows.flatMap { $0.dropFirst().prefix { $0 != "|" }.matches(of: /`(\w+)`/).map(\.1) })
    let keys = try schema.allKeys.union(Self.schema("correction.schema.json").allKeys)
    for key in keys { #expect(names.contains(key[...]), "\(key)") }
  }
}

/// As much of JSON Schema as the record's schema uses.
final class Schema: Decodable {
  private let type: OneOrMany?
  private let required: [String]?
  private let properties: [String: Schema]?
  private let items: Schema?
  private let pattern: String?
  private let minimum: Int?
  private let maximum: Int?
  private let const: Int?
  private let `enum`: [String]?

  private struct OneOrMany: Decodable {
    let names: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let name = try? container.decode(String.self) {
        names = [name]
      } else {
        names = try container.decode([String].self)
      }
    }
  }

  var allKeys: Set<String> {
    var keys = Set((properties ?? [:]).keys)
    for part in properties?.values.map({ $0 }) ?? [] { keys.formUnion(part.allKeys) }
    return items.map { keys.union($0.allKeys) } ?? keys
  }

  func mistakes(in value: Any, at path: String) throws -> [String] {
    let kind = Self.kind(of: value)
    let isFit = type?.names.contains { $0 == kind || ($0 == "number" && kind == "integer") }
    guard isFit ?? true else { return ["\(path) is a \(kind)"] }
    var found: [String] = []
    switch kind {
    case "object":
      let object = value as? [String: Any] ?? [:]
      for key in required ?? [] where object[key] == nil { found.append("\(path).\(key) missing") }
      for (key, part) in object {
        guard let schema = properties?[key] else {
          found.append("\(path).\(key) unknown")
          continue
        }
        found += try schema.mistakes(in: part, at: "\(path).\(key)")
      }
    case "array":
      for (index, part) in (value as? [Any] ?? []).enumerated() {
        found += try items?.mistakes(in: part, at: "\(path)[\(index)]") ?? []
      }
    case "string":
      let text = value as? String ?? ""
      if let pattern, try Regex(pattern).firstMatch(in: text) == nil {
        found.append("\(path) is \(text)")
      }
      if let `enum`, !`enum`.contains(text) { found.append("\(path) is \(text)") }
    case "integer":
      let number = (value as? NSNumber)?.intValue ?? 0
      if number < minimum ?? .min || number > maximum ?? .max || number != const ?? number {
        found.append("\(path) is \(number)")
      }
    default: break
    }
    return found
  }

  private static func kind(of value: Any) -> String {
    switch value {
    case is NSNull: return "null"
    case is String: return "string"
    case is [Any]: return "array"
    case is [String: Any]: return "object"
    case let number as NSNumber:
      if isBoolean(number) { return "boolean" }
      return number.doubleValue == number.doubleValue.rounded() ? "integer" : "number"
    default: return "unknown"
    }
  }

  private static func isBoolean(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c"
  }
}
