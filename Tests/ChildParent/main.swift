// A process that starts a script among its group and then does nothing, until a test kills it.
import ChildProcess
import Glibc

let group = try ChildGroup(grace: 0)
let child = try ChildProcess(
  "/bin/sh", ["-c", CommandLine.arguments[1]], group: group, output: .inherited)
_ = child.wait()
