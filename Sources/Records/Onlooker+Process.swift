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

  private static func role(of uid: uid_t) -> RecordRole {
    if uid == 0 { return .auditor }
    let count = getgroups(0, nil)
    var groups = [gid_t](repeating: 0, count: max(0, Int(count)))
    groups = Array(groups.prefix(max(0, Int(getgroups(count, &groups))))) + [getgid()]
    for role in [RecordRole.auditor, .supervisor] {
      guard let name = role.group, let group = getgrnam(name) else { continue }
      if groups.contains(group.pointee.gr_gid) { return role }
    }
    return .operator
  }
}
