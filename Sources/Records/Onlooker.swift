/// What somebody may see of the records.
package enum RecordRole: String, Hashable, Sendable, Comparable, CaseIterable {
  /// Records with citizens' numbers hidden.
  case `operator`
  /// Numbers too, for a stated reason.
  case supervisor
  /// The ledger as well.
  case auditor

  package static func < (left: RecordRole, right: RecordRole) -> Bool {
    allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
  }

  /// The Unix group whose members have the role; operators need none.
  package var group: String? { self == .operator ? nil : "liandong-\(rawValue)" }
}

/// Who looks at records.
package struct Onlooker: Hashable, Sendable {
  package let uid: UInt32
  package let name: String
  package let role: RecordRole

  package init(uid: UInt32, name: String, role: RecordRole) {
    self.uid = uid
    self.name = name
    self.role = role
  }
}
