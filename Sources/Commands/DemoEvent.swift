/// One line of a phone, `t=123 event=hears leg=1 hears=600`, or of the box's log.
struct DemoEvent: Sendable {
  /// Microseconds of the monotonic clock.
  let time: Int64
  /// `citizen`, `1001`, `2001` or `box`.
  let source: String
  let name: String
  let fields: [String: String]

  /// Reads a phone's line.
  init?(_ line: String, from source: String) {
    let fields = Self.fields(line)
    guard let time = fields["t"].flatMap({ Int64($0) }), let name = fields["event"] else {
      return nil
    }
    self.init(time: time, source: source, name: name, fields: fields)
  }

  init(time: Int64, source: String, name: String, fields: [String: String] = [:]) {
    self.time = time
    self.source = source
    self.name = name
    self.fields = fields
  }

  /// The `key=value` words of a line.
  static func fields(_ line: String) -> [String: String] {
    var fields: [String: String] = [:]
    for word in line.split(separator: " ") {
      guard let mark = word.firstIndex(of: "=") else { continue }
      fields[String(word[..<mark])] = String(word[word.index(after: mark)...])
    }
    return fields
  }

  /// What is heard from this moment on, in an `event=hears`.
  var heard: Set<String> {
    guard name == "hears" else { return [] }
    return Set((fields["hears"] ?? "").split(separator: ",").map(String.init))
  }
}
