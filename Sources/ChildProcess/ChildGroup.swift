internal import Glibc

/// Programs that end with this process, however it ends: SIGKILL leaves none of them either, nor what they
/// have started.
///
/// `posix_spawn` cannot ask for PR_SET_PDEATHSIG. So they are a process group with a shell at its head that reads from
/// a pipe of this process: when nobody can write there any more, it ends the group.
package final class ChildGroup: Sendable {
  let head: ChildProcess

  /// - Parameters:
  ///   - grace: seconds that they have to end by themselves before they are killed.
  ///   - directory: what the head removes when this process is gone.
  /// - Throws: `CannotStart`.
  package init(grace: Int = 5, removing directory: String = "") throws {
    let script = """
      trap '' TERM INT HUP QUIT
      read -r _
      kill -TERM 0
      sleep "$1"
      if [ -n "$2" ]; then rm -rf -- "$2"; fi
      kill -KILL 0
      """
    head = try ChildProcess(
      "/bin/sh", ["-c", script, "sh", "\(grace)", directory], group: 0, input: .pipe)
  }

  deinit { end() }

  /// Kills whoever is left of them; none can be started any more.
  package func end() {
    if head.isRunning { kill(-head.pid, SIGKILL) }
    _ = head.wait()
  }
}
