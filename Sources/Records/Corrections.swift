/// All corrections that a data directory has, by the call that they are of, the oldest first.
struct Corrections {
  private var byCall: [UInt64: [Correction]] = [:]

  /// None.
  init() {}

  /// Reads them from files of records, by way of their indexes: chunks without any are passed over.
  init(_ indexes: [RecordIndex]) throws(FileProblem) {
    for index in indexes {
      for piece in index.correctionPieces { try read(index.dataPath, piece) }
    }
  }

  /// Reads them from all lines of the files.
  init(_ paths: [String]) throws(FileProblem) {
    for path in paths { try read(path, 0..<Int.max) }
  }

  /// Those of a call.
  subscript(_ call: UInt64) -> [Correction] {
    byCall.isEmpty ? [] : byCall[call] ?? []
  }

  subscript(_ call: String) -> [Correction] {
    byCall.isEmpty ? [] : UInt64(call, radix: 16).map { self[$0] } ?? []
  }

  private mutating func read(_ path: String, _ piece: Range<Int>) throws(FileProblem) {
    guard var reader = try LineReader(path, from: piece.lowerBound) else { return }
    while reader.offset < piece.upperBound, let line = reader.next() {
      guard let correction = Correction(line: line),
        let call = UInt64(correction.call, radix: 16)
      else { continue }
      byCall[call, default: []].append(correction)
    }
  }
}

extension CDREntry {
  /// Takes the corrected values in; the last correction of a field holds.
  mutating func apply(_ corrections: [Correction]) {
    for correction in corrections {
      corrected.append(correction.field.rawValue)
      switch correction.field {
      case .level: level = correction.now.integer
      case .harassment: harassment = correction.now == .truth(true)
      case .reason: break  // An entry has none.
      }
    }
  }
}

extension CallFacts {
  /// Takes the corrected values in; the last correction of a field holds.
  mutating func apply(_ corrections: [Correction]) {
    for correction in corrections {
      switch correction.field {
      case .level: level = correction.now.integer ?? 0
      case .harassment: harassment = correction.now == .truth(true)
      case .reason: break  // No figure counts reasons.
      }
    }
  }
}
