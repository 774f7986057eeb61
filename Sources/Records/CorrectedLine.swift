extension CDRReader.Match {
  /// The line with the corrected values in their places, and behind them `corrections`; the line as it
  /// stands in the file when nothing was corrected.
  package var corrected: [UInt8] {
    guard !corrections.isEmpty, let places = places() else { return bytes }
    var newest: [String: JSONValue] = [:]
    for correction in corrections { newest[correction.field.rawValue] = correction.now }
    var line = bytes
    // From the back, so that the places before keep theirs.
    for (key, place) in places.sorted(by: { $0.value.lowerBound > $1.value.lowerBound }) {
      guard let value = newest.removeValue(forKey: key) else { continue }
      var written = JSONLine()
      written.object { $0.field("", plain: value) }
      line.replaceSubrange(place, with: written.bytes.dropFirst(#"{"":"#.utf8.count).dropLast())
    }
    var tail = JSONLine()
    tail.object { tail in
      // Records from before a key existed do not have it.
      for (key, value) in newest.sorted(by: { $0.key < $1.key }) { tail.field(key, plain: value) }
      tail.array("corrections", corrections) { $0.add($1) }
    }
    return line.dropLast() + [UInt8(ascii: ",")] + tail.bytes.dropFirst()
  }

  /// Where the values that may be corrected stand in the line.
  private func places() -> [String: Range<Int>]? {
    var places: [String: Range<Int>] = [:]
    let isRead = bytes.withUnsafeBufferPointer { bytes in
      var cursor = JSONCursor(bytes)
      do throws(JSONProblem) {
        try cursor.object { cursor, key throws(JSONProblem) in
          _ = cursor.peek()
          let first = cursor.place
          try cursor.skip()
          if Correction.Field(rawValue: key.text) != nil { places[key.text] = first..<cursor.place }
        }
        return true
      } catch {
        return false
      }
    }
    return isRead ? places : nil
  }
}
