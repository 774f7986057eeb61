import ChildProcess
import Glibc
import Testing

@Suite struct ChildProcessTests {
  private func shell(
    _ script: String, environment: [String: String] = [:], directory: String? = nil,
    input: ChildProcess.Stream = .null, output: ChildProcess.Stream = .pipe,
    errors: ChildProcess.Stream = .null
  ) throws -> ChildProcess {
    try ChildProcess(
      "/bin/sh", ["-c", script], environment: environment, directory: directory,
      input: input, output: output, errors: errors)
  }

  @Test func saysWhatItSaysAndHowItEnded() throws {
    let child = try shell("printf 'one\\ntwo'; exit 7")
    #expect(child.readToEnd() == "one\ntwo")
    #expect(child.wait() == 7)
    #expect(child.exitStatus == 7)
    #expect(!child.isRunning)
  }

  @Test func itsInputIsWritten() throws {
    let child = try ChildProcess("/bin/cat", [], input: .pipe, output: .pipe)
    #expect(child.write("hello\n"))
    #expect(child.isRunning)
    child.closeInput()
    #expect(child.readToEnd() == "hello\n")
    #expect(child.wait() == 0)
  }

  @Test func itsErrorsAreAStreamOfTheirOwn() throws {
    let child = try shell("echo out; echo err >&2", output: .null, errors: .pipe)
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = read(child.errors, &bytes, bytes.count)
    #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "err\n")
  }

  @Test func environmentAndDirectory() throws {
    let child = try shell(
      "echo \"$GREETING $HOME\"; pwd", environment: ["GREETING": "hi", "HOME": "/nowhere"],
      directory: "/usr")
    #expect(child.readToEnd() == "hi /nowhere\n/usr\n")
  }

  @Test func aSignalEndsIt() throws {
    let child = try ChildProcess("/bin/sleep", ["1000"])
    #expect(child.end() == -SIGTERM)
    // It is gone, and so is its number: nobody is hit by another signal.
    child.signal(SIGKILL)
    #expect(child.exitStatus == -SIGTERM)
  }

  @Test func whatDoesNotHearIsKilled() throws {
    let child = try shell("trap '' TERM; echo deaf; while :; do sleep 1; done")
    var first: UInt8 = 0
    #expect(read(child.output, &first, 1) == 1)
    #expect(child.end(within: .milliseconds(20)) == -SIGKILL)
  }

  @Test func itDoesNotOutliveItsValue() throws {
    let pid = try ChildProcess("/bin/sleep", ["1000"]).pid
    #expect(kill(pid, 0) == -1 && errno == ESRCH)
  }

  @Test func noOtherDescriptorIsInherited() throws {
    // One that says nothing of exec, as a library opens them.
    let open = fcntl(0, F_DUPFD, 100)
    defer { close(open) }
    let child = try shell("ls /proc/$$/fd")
    let descriptors = child.readToEnd().split(separator: "\n").compactMap { Int32($0) }
    #expect(descriptors.contains(1) && !descriptors.contains(open))
  }

  @Test func ignoredSignalsAreItsOwnAffair() throws {
    let before = Glibc.signal(SIGUSR1, SIG_IGN)
    defer { _ = Glibc.signal(SIGUSR1, before) }
    #expect(try shell("kill -USR1 $$; exit 0").wait() == -SIGUSR1)
  }

  /// Foundation's `Process` crashes here.
  @Test func twoThousandOpenDescriptors() throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, max(limit.rlim_cur, 4_096))
    try #require(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
    let open = (0..<2_000).map { _ in dup(0) }
    defer { for descriptor in open { close(descriptor) } }
    try #require(!open.contains(-1))
    #expect(try shell("echo well").readToEnd() == "well\n")
  }

  @Test func aProgramThatIsNotThere() throws {
    let error = #expect(throws: CannotStart.self) { try ChildProcess("/no/such", []) }
    #expect(error?.description == "cannot start /no/such: posix_spawn: No such file or directory")
    #expect(throws: CannotStart.self) { try ChildProcess("/bin/true", [], directory: "/no/such") }
    #expect(throws: CannotStart.self) {
      try ChildProcess("/bin/true", [], output: .file("/no/such/file"))
    }
  }
}
