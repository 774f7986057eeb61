internal import Switchboard

/// What the legs of a flow are called: `citizen`, a seat, `number@trunk`; a second one is `1001/2`.
struct LegNames: Sendable {
  private var legs: [String: LegID] = [:]
  private var names: [LegID: String] = [:]
  private var gone: Set<LegID> = []

  subscript(name: String) -> LegID? { legs[name] }

  func name(of leg: LegID) -> String { names[leg] ?? leg.description }

  mutating func add(_ leg: LegID, _ wanted: String) {
    var name = wanted
    var count = 1
    while let taken = legs[name], !gone.contains(taken) {
      count += 1
      name = "\(wanted)/\(count)"
    }
    legs[name] = leg
    names[leg] = name
  }

  /// The leg is gone: the next of its kind may have the name; late news may still speak of it.
  mutating func remove(_ leg: LegID) { gone.insert(leg) }
}
