/// The language of manual pages (roff(7)).
package enum Roff {
  /// Text that roff prints as it stands.
  package static func text(_ plain: String) -> String {
    var escaped = ""
    for character in plain {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "\"": escaped += "\\(dq"
      case "`": escaped += "\\(ga"
      case "~": escaped += "\\(ti"
      case "^": escaped += "\\(ha"
      case "…": escaped += "..."
      default: escaped.append(character)
      }
    }
    // A dot at the start of a line would be a command.
    return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
  }
}
