/// What a test puts between the journal and the disk: a disk that refuses, or takes its time.
struct DiskGate: Sendable {
  /// What is about to be asked of the disk.
  enum Step: Hashable, Sendable {
    case open, write, sync, cut, rename
  }

  /// Called before each step with its file; it may block.
  ///
  /// - Returns: the error with which the step fails, 0 to let it be done. A write that fails has
  ///   written the first half, as on a disk that fills up.
  let pass: @Sendable (Step, String) -> Int32

  /// Lets the step be done, or throws its error in the words of the real one.
  func check(_ step: Step, _ doing: String, _ path: String) throws(FileProblem) {
    let error = pass(step, path)
    guard error == 0 else { throw FileProblem(doing, path, error) }
  }
}
