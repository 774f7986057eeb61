internal import Foundation
internal import Glibc
internal import Site

/// The files of a new site, before and while they are written.
enum NewSite {
  struct File: Sendable {
    let name: String
    let text: String
    /// A site file has passwords in it; a table has none.
    let mode: mode_t
  }

  /// What a county's site consists of.
  static func files(of county: String, _ seeds: Seeds) throws(CommandFailure) -> [File] {
    guard let text = seeds.siteFile(of: county, heading: heading(county, seeds)) else {
      throw CommandFailure("no policy of \(county)")
    }
    let tables = seeds.siteTables(of: county).map {
      File(name: $0.name, text: $0.text, mode: 0o644)
    }
    return tables + [File(name: "site.conf", text: text, mode: 0o640)]
  }

  private static func heading(_ county: String, _ seeds: Seeds) -> [String] {
    [
      "A site as the notice of \(county) asks for it, written by `liandong new-site`.",
      "",
      "Behind a setting stands the notice and the clause that asks for it; what has none is the",
      "box's default. Lines marked \"\(SiteDraft.mark)\" are those of a lab on this machine, which runs as",
      "it stands: put your own addresses, seats and passwords there.",
      "",
      "  grep -n '\(SiteDraft.mark)' site.conf     what is left to do",
      "  liandong check --site site.conf     every mistake, with line and column",
      "  man 5 site.conf                     every key there is",
    ]
  }

  /// Writes all files, or none: nothing that exists is ever touched.
  static func write(_ files: [File], to directory: String) throws(CommandFailure) {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure("cannot make \(directory): \(error.localizedDescription)")
    }
    var written: [String] = []
    for file in files {
      let path = directory + "/" + file.name
      guard let problem = create(path, file) else {
        written.append(path)
        continue
      }
      for path in written { unlink(path) }
      throw CommandFailure("cannot write \(path): \(problem)")
    }
  }

  /// Makes the file; says what is in the way of it.
  private static func create(_ path: String, _ file: File) -> String? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, file.mode)
    guard descriptor >= 0 else {
      return errno == EEXIST
        ? "it is there already; expected a directory without it" : String(cString: strerror(errno))
    }
    let output = Output(descriptor: descriptor)
    output.write(file.text)
    guard close(descriptor) == 0, output.problem == nil else {
      unlink(path)
      return output.problem ?? String(cString: strerror(errno))
    }
    return nil
  }
}
