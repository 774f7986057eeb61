/// Which seats the callers of a queue may be offered to: those of its group, of the groups behind it
/// and, where that is open, of the overflow.
package struct QueueReach: Hashable, Sendable {
  package let group: GroupName
  /// The groups on the way there whose overflow must be open.
  package let gates: [GroupName]
}

extension Directory {
  /// The groups that a group's callers may come to, itself first.
  func reach(of name: GroupName) -> [QueueReach] {
    var reach: [QueueReach] = []
    var visited: Set<GroupName> = []
    func add(_ name: GroupName, _ gates: [GroupName]) {
      guard let group = groups[name], visited.insert(name).inserted else { return }
      reach.append(QueueReach(group: name, gates: gates))
      if let then = group.then { add(then, gates) }
      if let overflow = group.overflow { add(overflow.group, gates + [name]) }
    }
    add(name, [])
    return reach
  }
}
