/// One option of a subcommand, as parser, help and manual use it.
struct Option: Hashable, Sendable {
  /// With its dashes: `--site`.
  let name: String
  /// What stands for its value in the help, `PATH`; `nil` for an option that is there or not.
  let value: String?
  /// What holds when it is not given; `nil` when that needs no word.
  let fallback: String?
  /// Whether it may stand more than once.
  let isRepeatable: Bool
  /// What it is for: a clause that goes on from its name.
  let sentence: String

  /// An option that is there or not.
  init(_ name: String, _ sentence: String) {
    (self.name, self.sentence) = (name, sentence)
    (value, fallback, isRepeatable) = (nil, nil, false)
  }

  /// An option with a value.
  init(
    _ name: String, _ value: String, default fallback: String? = nil, isRepeatable: Bool = false,
    _ sentence: String
  ) {
    (self.name, self.value, self.fallback) = (name, value, fallback)
    (self.isRepeatable, self.sentence) = (isRepeatable, sentence)
  }

  /// `--site PATH`.
  var usage: String { value.map { "\(name) \($0)" } ?? name }
}

extension Option {
  static let site = Option(
    "--site", "PATH", default: "\(Surroundings.installedSite) if it exists, else the embedded site",
    "the site file, or a directory that has a site.conf")
  static let json = Option("--json", "print one JSON object a line")
  static let help = Option("--help", "print this text")
}
