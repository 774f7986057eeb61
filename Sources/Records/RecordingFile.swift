internal import Foundation

/// A recording that a record names, as it lies on the disk.
package struct RecordingFile {
  package let path: String
  private let recording: CDREntry.Recording
  private let bytes: Data

  /// - Returns: `nil` when the file is gone.
  /// - Throws: `FileProblem` when it cannot be read, or the record names a file elsewhere.
  package init?(_ recording: CDREntry.Recording, in directory: RecordDirectory)
    throws(FileProblem)
  {
    let parts = recording.file.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.first == "recordings", parts.count > 1, !parts.contains(where: { $0 == ".." })
    else {
      throw FileProblem("the record names \(recording.file), which is no recording's name")
    }
    self.recording = recording
    path = directory.path + "/" + recording.file
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      bytes = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
    } catch {
      throw FileProblem("cannot read \(path): \(error.localizedDescription)")
    }
  }

  /// Why this is not the file that was recorded; `nil` when it is, or the record cannot say.
  package var problem: String? {
    if let length = recording.bytes, length != Int64(bytes.count) {
      return "it has \(bytes.count) bytes, and had \(length)"
    }
    if let sum = recording.sha256, sum != SHA256.hex(bytes) { return "its SHA-256 is another" }
    return nil
  }

  /// Copies it, never over anything.
  package func copy(to target: String) throws(FileProblem) {
    do {
      try bytes.write(to: URL(filePath: target), options: .withoutOverwriting)
    } catch {
      throw FileProblem("cannot write \(target): \(error.localizedDescription)")
    }
  }
}

extension CDRReader {
  /// The closed call of that id; `nil` when there is none.
  ///
  /// - Parameter progress: told the bytes read and the bytes that there are to read.
  package func call(
    _ id: String, progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> Match? {
    var filter = CDRFilter()
    filter.scope = .closed
    // The box makes an id of the moment at which the call came: most are found within an hour of it.
    if let number = UInt64(id, radix: 16), number >> 20 < 1 << 42 {
      let moment = Int64(number >> 20) * 1000
      (filter.from, filter.to) = (moment - 3_600_000_000, moment + 3_600_000_000)
      if let match = try first(filter, id, progress) { return match }
      (filter.from, filter.to) = (nil, nil)
    }
    return try first(filter, id, progress)
  }

  private func first(
    _ filter: CDRFilter, _ id: String, _ progress: (Int, Int) -> Void
  ) throws -> Match? {
    struct Found: Error { let match: Match }
    do {
      try read(filter, progress: progress) { match in
        if match.entry.id == id { throw Found(match: match) }
      }
    } catch let found as Found {
      return found.match
    }
    return nil
  }
}
