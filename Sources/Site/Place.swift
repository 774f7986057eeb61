/// A place in the file: line and column from 1, columns in Unicode scalars.
struct Place: Hashable, Comparable, Sendable {
  let line: Int
  let column: Int

  static func < (left: Place, right: Place) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A value and where it stands.
struct Located<Value: Sendable>: Sendable {
  let value: Value
  let place: Place
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
