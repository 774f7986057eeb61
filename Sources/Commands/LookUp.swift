internal import Foundation
internal import Glibc
internal import Records
internal import Site

/// One look at records, entered into the ledger before anything of it is shown.
struct LookUp {
  /// Whether citizens' numbers are hidden from this onlooker.
  let isMasked: Bool

  private let book: LedgerBook

  /// Enters the command line that runs now.
  ///
  /// - Throws: `CommandFailure` for an empty reason, or when the ledger cannot be written.
  init(_ invocation: Invocation, of command: String, at site: SiteConfiguration)
    throws(CommandFailure)
  {
    let who = invocation.surroundings.onlooker
    let why = invocation.arguments.value(.reason)
    if let why, why.allSatisfy(\.isWhitespace) {
      throw .usage("--reason is empty; expected why the records are looked at")
    }
    isMasked = who.role < .supervisor
    if why != nil, isMasked {
      invocation.surroundings.talk(
        "numbers stay hidden: \(who.name) is in neither liandong-supervisor nor liandong-auditor")
    }
    let words = [command] + invocation.arguments.words
    book = try LedgerBook(
      site, who, what: "liandong " + words.map(Shell.quoted).joined(separator: " "), why: why,
      masked: isMasked)
  }

  /// Enters a whole look at what must be seen even where the ledger cannot be kept, because the
  /// ledger itself may be what is broken; says so then.
  static func note(
    _ invocation: Invocation, of command: String, at site: SiteConfiguration, records: Int
  ) throws(CommandFailure) {
    do throws(CommandFailure) {
      try LookUp(invocation, of: command, at: site).end(records)
    } catch {
      guard error.status != .usage else { throw error }
      invocation.surroundings.talk("this look is not in the ledger: \(error.message)")
    }
  }

  /// Enters how it ended.
  func end(_ records: Int, outcome: String = "complete") throws(CommandFailure) {
    try book.end(records, outcome: outcome)
  }

  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}

extension Option {
  static let reason = Option(
    "--reason", "TEXT", "why the records are looked at; goes into the ledger")
}
