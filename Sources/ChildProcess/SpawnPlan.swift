internal import CLinux
internal import Glibc

/// What `posix_spawn` is told, and the descriptors that are held until it has been.
struct SpawnPlan {
  private var actions = posix_spawn_file_actions_t()
  private var attributes = posix_spawnattr_t()
  /// Its ends of the pipes, and its files: not needed here once it has started.
  private var borrowed: [Int32] = []
  /// Our ends of the pipes.
  private var kept: [Int32] = []
  private var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF

  init() {
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
  }

  mutating func end() {
    for descriptor in borrowed { close(descriptor) }
    posix_spawnattr_destroy(&attributes)
    posix_spawn_file_actions_destroy(&actions)
  }

  /// Nothing was started: nobody needs the pipes.
  mutating func giveUp() {
    for descriptor in kept { close(descriptor) }
  }

  mutating func start(in directory: String) throws {
    try check("chdir", linux_spawn_in(&actions, directory))
  }

  mutating func join(_ group: pid_t) {
    posix_spawnattr_setpgroup(&attributes, group)
    flags |= POSIX_SPAWN_SETPGROUP
  }

  /// - Returns: our end, of a pipe.
  mutating func connect(_ number: Int32, _ stream: ChildProcess.Stream) throws -> Int32? {
    switch stream {
    case .inherited:
      return nil
    case .null:
      try open("/dev/null", number == 0 ? O_RDONLY : O_WRONLY, as: number)
      return nil
    case .file(let path):
      let writing = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND
      try open(path, number == 0 ? O_RDONLY : writing, as: number)
      return nil
    case .pipe:
      var ends: [Int32] = [-1, -1]
      guard linux_pipe(&ends, O_CLOEXEC) == 0 else { throw CannotStart("pipe", errno) }
      let (ours, its) = number == 0 ? (ends[1], ends[0]) : (ends[0], ends[1])
      borrowed.append(its)
      kept.append(ours)
      try duplicate(its, as: number)
      return ours
    }
  }

  private mutating func open(_ path: String, _ flags: Int32, as number: Int32) throws {
    let descriptor = Glibc.open(path, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CannotStart(path, errno) }
    borrowed.append(descriptor)
    try duplicate(descriptor, as: number)
  }

  private mutating func duplicate(_ descriptor: Int32, as number: Int32) throws {
    try check("dup2", posix_spawn_file_actions_adddup2(&actions, descriptor, number))
  }

  mutating func spawn(
    _ program: String, _ arguments: [String], _ added: [String: String]
  ) throws -> pid_t {
    try check("closefrom", linux_spawn_close_from(&actions, 3))
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var environment = Self.environment(with: added).map { strdup($0) } + [nil]
    defer { for text in words + environment { free(text) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, program, &actions, &attributes, &words, &environment)
    try check("posix_spawn", code)
    return pid
  }

  private static func environment(with added: [String: String]) -> [String] {
    var settings: [String] = []
    var next = environ
    while let setting = next.pointee {
      settings.append(String(cString: setting))
      next += 1
    }
    settings.removeAll { setting in
      added[String(setting.prefix { $0 != "=" })] != nil
    }
    return settings + added.map { "\($0)=\($1)" }
  }

  private func check(_ step: String, _ code: Int32) throws {
    guard code == 0 else { throw CannotStart(step, code) }
  }
}
