extension Unicode.Scalar {
  /// A character that would end a line or hide in it, in a log or a SIP header.
  var isControl: Bool {
    // Tables are long, and asking Unicode about each digit would take longer than all the rest.
    if isASCII { return value < 0x20 || value == 0x7f }
    return switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    // Bidirectional overrides make a log show something else than what is there.
    default: (0x202a...0x202e).contains(value) || (0x2066...0x2069).contains(value)
    }
  }
}
