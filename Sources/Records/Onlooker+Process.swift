internal import Glibc

extension Onlooker {
  /// Whoever runs this process, by its real user and groups.
  ///
  /// root is auditor. `sudo` is seen through for the name, not for the role.
  package static func process(environment: [String: String]) -> Onlooker {
    let uid = getuid()
    var name = getpwuid(uid).map { String(cString: $0.pointee.pw_name) } ?? "uid \(uid)"
    if uid == 0, let real = environment["SUDO_USER"], !real.isEmpty, real.utf8.count <= 64 {
      name = "\(name) (sudo by \(real))"
    }
    return Onlooker(uid: uid, name: name, role: role(of: uid))
  }

  /// The user at the other end of a socket, by the system's list of users and groups.
  ///
  /// Not for two threads at once: the list has one buffer.
  ///
  /// - Parameter real: who became root to be this user, as far as they say.
  package static func user(_ uid: UInt32, sudoBy real: String? = nil) -> Onlooker {
    guard let entry = getpwuid(uid) else {
      return Onlooker(uid: uid, name: "uid \(uid)", role: uid == 0 ? .auditor : .operator)
    }
    var name = String(cString: entry.pointee.pw_name)
    var count: Int32 = 256
    var groups = [gid_t](repeating: 0, count: Int(count))
    getgrouplist(name, entry.pointee.pw_gid, &groups, &count)
    let role = role(of: uid, in: groups.prefix(max(0, min(groups.count, Int(count)))))
    if uid == 0, let real, !real.isEmpty, real.utf8.count <= 64 { name += " (sudo by \(real))" }
    return Onlooker(uid: uid, name: name, role: role)
  }

  private static func role(of uid: uid_t) -> RecordRole {
    let count = getgroups(0, nil)
    var groups = [gid_t](repeating: 0, count: max(0, Int(count)))
    groups = Array(groups.prefix(max(0, Int(getgroups(count, &groups))))) + [getgid()]
    return role(of: uid, in: groups[...])
  }

  private static func role(of uid: uid_t, in groups: ArraySlice<gid_t>) -> RecordRole {
    if uid == 0 { return .auditor }
    for role in [RecordRole.auditor, .supervisor] {
      guard let name = role.group, let group = getgrnam(name) else { continue }
      if groups.contains(group.pointee.gr_gid) { return role }
    }
    return .operator
  }
}
