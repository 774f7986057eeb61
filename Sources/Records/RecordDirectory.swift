internal import Glibc

/// The names of the record files in a site's data directory.
package struct RecordDirectory: Hashable, Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// Closed calls, one JSON line each; only ever appended to.
  package var cdr: String { path + "/cdr.jsonl" }
  /// Open calls, and closed ones that are not yet safe in `cdr`.
  package var journal: String { path + "/calls.journal" }
  /// The key that signs heads of chains; readable by the service only.
  package var chainKey: String { path + "/chain.key" }
  /// Who looked at what, when and why, one JSON line each; only ever appended to.
  package var ledger: String { path + "/ledger.jsonl" }
  /// Where a chain, `cdr` or `ledger`, begins when older lines were pruned.
  func pruned(_ chain: String) -> String { path + "/\(chain).pruned" }
  /// The calls' recordings, in a directory a day.
  package var recordings: String { path + "/recordings" }
  /// What queries need so as not to read every record; may be removed at any time.
  var indexes: String { path + "/cdr.index" }
  /// The newest signed head of a chain, `cdr` or `ledger`.
  func head(_ chain: String) -> String { path + "/\(chain).head" }
  /// Signed heads of a chain, one every thousand lines.
  func heads(_ chain: String) -> String { path + "/\(chain).heads" }
  /// The last journal in which a line was damaged, for whoever wants to know why.
  var damagedJournal: String { journal + ".damaged" }
  /// The next journal, until it takes the old one's place.
  var newJournal: String { journal + ".new" }

  /// Gives a file that root made to the directory's owner: the service must be able to use it.
  static func adopt(_ descriptor: Int32, _ path: String) {
    guard geteuid() == 0, let slash = path.lastIndex(of: "/") else { return }
    var status = stat()
    guard stat(String(path[..<slash]), &status) == 0, status.st_uid != 0 else { return }
    fchown(descriptor, status.st_uid, status.st_gid)
  }

  /// Creates the directory and its parents, mode 0750.
  func create() throws(FileProblem) {
    var path = self.path.hasPrefix("/") ? "" : "."
    for part in self.path.split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o750) != 0 && errno != EEXIST { throw .last("create directory", path) }
    }
    var status = stat()
    guard stat(self.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw FileProblem("cannot use \(self.path): it is not a directory")
    }
  }

  /// Gives the damaged journal a second name, under which it outlives its replacement.
  ///
  /// A failure is not worth more trouble: the file is for the curious.
  func keepDamagedJournal() {
    unlink(damagedJournal)
    link(journal, damagedJournal)
  }

  /// Brings a renamed file's name to the disk.
  func sync() throws(FileProblem) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("open directory", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .last("sync directory", path) }
  }

  /// A rotated `cdr.jsonl` (`cdr.jsonl.1`, `cdr.jsonl-20261121`) that is this very file.
  func rotated(_ identity: FileIdentity) -> String? {
    guard let directory = opendir(path) else { return nil }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix("cdr.jsonl"), name != "cdr.jsonl" else { continue }
      if FileIdentity(of: path + "/" + name) == identity { return path + "/" + name }
    }
    return nil
  }
}
