/// The program `liandong`: one row of a table for each subcommand.
package enum Liandong {
  /// Runs the subcommand that the arguments name.
  ///
  /// - Returns: the exit status: 0 well, 1 failed, 2 wrong usage, 3 not running.
  package static func run(_ arguments: [String]) -> Int32 { 0 }
}
