/// Colours for a terminal, or none.
struct DemoPaint: Sendable {
  let isOn: Bool

  func bold(_ text: String) -> String { paint(text, "1") }
  func faint(_ text: String) -> String { paint(text, "2") }
  func good(_ text: String) -> String { paint(text, "32") }
  func bad(_ text: String) -> String { paint(text, "31") }

  /// The colour of one of the parties.
  func party(_ name: String, _ text: String) -> String {
    switch name {
    case "citizen": paint(text, "36")
    case "1001": paint(text, "33")
    case "2001": paint(text, "35")
    default: faint(text)
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
