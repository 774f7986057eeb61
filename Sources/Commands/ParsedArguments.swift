internal import Site

/// A subcommand's arguments, held against its row.
///
/// `--site PATH` and `--site=PATH` are the same; after `--` everything is an operand; `-` is one.
struct ParsedArguments: Sendable {
  /// Options, values and operands as words of their own, for a subcommand that reads them itself.
  private(set) var words: [String] = []
  private(set) var operands: [String] = []
  private(set) var wantsHelp = false
  private var values: [String: [String]] = [:]

  /// Reads the arguments.
  ///
  /// - Throws: `CommandFailure.usage` at the first mistake, unless help is asked for anywhere.
  init(_ arguments: [String], of command: Command) throws(CommandFailure) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        break
      }
      if argument == "--help" || argument == "-h" {
        wantsHelp = true
        return
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        operands.append(argument)
        continue
      }
      do throws(CommandFailure) {
        try take(argument, &rest, of: command)
      } catch {
        if rest.contains(where: { $0 == "--help" || $0 == "-h" }) {
          wantsHelp = true
          return
        }
        throw error
      }
    }
    try checkCount(of: command)
    words += operands
  }

  /// Whether an option is there.
  func has(_ option: Option) -> Bool { values[option.name] != nil }

  /// The value of an option; the last one of an option that may be repeated.
  func value(_ option: Option) -> String? { values[option.name]?.last }

  /// All values of an option that may be repeated.
  func all(_ option: Option) -> [String] { values[option.name] ?? [] }

  private mutating func take(
    _ argument: String, _ rest: inout ArraySlice<String>, of command: Command
  ) throws(CommandFailure) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = command.options.first(where: { $0.name == name }) else {
      let hint = Nearest.hint(for: name, among: command.options.map(\.name))
      throw .usage("unknown option \"\(name)\"; \(hint)")
    }
    if values[name] != nil, !option.isRepeatable { throw .usage("\(name) is given twice") }
    guard option.value != nil else {
      if parts.count > 1 { throw .usage("\(name) takes no value") }
      values[name] = [""]
      words.append(name)
      return
    }
    let isJoined = parts.count > 1
    guard let value = isJoined ? String(parts[1]) : rest.first,
      isJoined || value == "-" || !value.hasPrefix("-")
    else { throw .usage("\(name) wants a value: \(option.usage)") }
    if !isJoined { rest.removeFirst() }
    values[name, default: []].append(value)
    words += [name, value]
  }

  private func checkCount(of command: Command) throws(CommandFailure) {
    let count = command.operands.count
    if operands.count > count.upperBound {
      let hint = command.options.contains(.site) ? "; a site is named with --site PATH" : ""
      throw .usage("unexpected argument \"\(operands[count.upperBound])\"" + hint)
    }
    if operands.count < count.lowerBound {
      throw .usage("expected \(command.operands.usage); usage: \(command.usage)")
    }
  }
}
