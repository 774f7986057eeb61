package import Foundation

/// What is handed to the police about a caller: records, recordings, sums, and whether the records
/// are as they were written.
package struct EvidenceBundle {
  /// Who asks, about whom and why, and when.
  package struct Purpose: Sendable {
    package let number: String
    package let site: String
    package let user: String
    package let reason: String
    /// Microseconds since 1970.
    package let at: Int64

    package init(number: String, site: String, user: String, reason: String, at: Int64) {
      self.number = number
      self.site = site
      self.user = user
      self.reason = reason
      self.at = at
    }
  }

  /// What went into a bundle.
  package struct Contents: Hashable, Sendable {
    package internal(set) var records = 0
    package internal(set) var recordings = 0
    /// Recordings that records name and that are not there any more.
    package internal(set) var missing: [String] = []
  }

  private let directory: RecordDirectory
  private let zone: TimeZone
  /// As they stand in the file.
  private var lines: [[UInt8]] = []
  /// With the corrected values.
  private var corrected: [[UInt8]] = []

  package init(directory: RecordDirectory, zone: TimeZone) {
    self.directory = directory
    self.zone = zone
  }

  /// Takes a record in, and the corrections of it behind it.
  package mutating func add(_ match: CDRReader.Match) {
    lines += [match.bytes] + match.corrections.map(\.line)
    corrected.append(match.corrected)
  }

  /// Writes the archive; nothing of that name may be there.
  ///
  /// - Throws: `FileProblem`.
  package func write(
    to path: String, _ purpose: Purpose, chain: ChainVerification
  ) throws(FileProblem) -> Contents {
    var contents = Contents()
    contents.records = corrected.count
    let tar = try TarFile(creating: path, at: Int(purpose.at / 1_000_000))
    var sums = ""
    func add(_ name: String, _ data: Data) throws(FileProblem) {
      sums += "\(SHA256.hex(data))  \(name)\n"
      try tar.add(name, data, count: data.count)
    }
    let export = RecordExport(.csv, zone: zone)
    try add("records.jsonl", Data(lines.flatMap { $0 + [10] }))
    try add("records.csv", Data((export.head + corrected.map { export.text($0) }.joined()).utf8))
    for file in recordings() {
      let data = try? Data(
        contentsOf: URL(filePath: directory.path + "/" + file), options: .mappedIfSafe)
      guard let data else {
        contents.missing.append(file)
        continue
      }
      try add(file, data)
      contents.recordings += 1
    }
    try add("chain.txt", Data(text(of: chain).utf8))
    try add("README.txt", Data(readme(purpose, contents, chain).utf8))
    try tar.add("SHA256SUMS", Data(sums.utf8), count: sums.utf8.count)
    try tar.finish()
    return contents
  }

  /// The files that the records name, each once; none that leads out of the data directory.
  private func recordings() -> [String] {
    var seen: Set<String> = []
    return corrected.flatMap { line in
      (JSONValue(line: line[...]).map { $0[key: "recordings"].elements } ?? [])
        .compactMap { $0[key: "file"].plain }
    }.filter { file in
      !file.hasPrefix("/") && !file.split(separator: "/").contains("..") && file.utf8.count <= 100
        && seen.insert(file).inserted
    }
  }

  private func text(of chain: ChainVerification) -> String {
    var text = "cdr.jsonl: \(chain.lines) lines, "
    text += chain.isGood ? "nothing was touched\n" : "\(chain.problemCount) problems\n"
    text += "head \(chain.head.seq):\(chain.head.hash)\n"
    text += "signed heads that agree: \(chain.signedHeads)\n"
    if let why = chain.withoutKey { text += "signatures were not checked: \(why)\n" }
    return text + chain.problems.map { "\($0)\n" }.joined()
  }

  private func readme(
    _ purpose: Purpose, _ contents: Contents, _ chain: ChainVerification
  ) -> String {
    let missing = contents.missing.isEmpty ? "" : ", not there any more: "
    return """
      Calls of \(purpose.number), as \(purpose.site) recorded them
      made at    \(SiteTime(zone: zone).text(purpose.at))
      by         \(purpose.user)
      because    \(purpose.reason)
      records    \(contents.records), whole, as they stand in cdr.jsonl, each with its corrections behind it;
                 as a table with the corrected values in records.csv
      recordings \(contents.recordings)\(missing)\(contents.missing.joined(separator: ", "))
      chain      \(chain.isGood ? "nothing was touched" : "\(chain.problemCount) problems"), see chain.txt
      sums       sha256sum -c SHA256SUMS

      """
  }
}
