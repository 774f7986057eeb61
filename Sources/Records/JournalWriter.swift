internal import Switchboard

/// What the journal's thread knows: the files while they can be written, and every open call.
struct JournalWriter {
  let directory: RecordDirectory
  let render: RecordLine
  private let gate: DiskGate?
  private var files: RecordFiles?
  /// The newest snapshot of each open call, whether it reached the disk or not.
  private var live: [String: CallRecord] = [:]

  init(directory: RecordDirectory, render: RecordLine, gate: DiskGate? = nil) {
    self.directory = directory
    self.render = render
    self.gate = gate
  }

  /// Writes a batch, corrections after calls; after an error the files are opened and repaired anew with the next one.
  ///
  /// - Returns: what opening the files found, when this batch opened them.
  mutating func write(
    _ batch: [CallRecord], _ corrections: [Correction] = []
  ) throws(FileProblem) -> Recovery? {
    do throws(FileProblem) {
      var opened: Recovery?
      var rest = batch
      var corrections = corrections
      if files == nil {
        let fresh = try RecordFiles(directory, render: render, live: live, gate: gate)
        opened = fresh.recovery
        // A failed batch may have reached the journal all the same; its calls have their line now.
        rest = batch.filter { !fresh.settled.contains($0.id) }
        corrections.removeAll { fresh.settled.contains($0.id) }
        for id in fresh.settled { live[id] = nil }
        files = fresh
      }
      for record in rest where record.ending == nil { live[record.id] = record }
      if !rest.isEmpty || !corrections.isEmpty {
        try files?.write(rest, corrections, live: live)
      }
      // Only now: until its last word is safe, a call must not be taken for one of an earlier run.
      for record in rest where record.ending != nil { live[record.id] = nil }
      return opened
    } catch {
      files = nil
      throw error
    }
  }
}
