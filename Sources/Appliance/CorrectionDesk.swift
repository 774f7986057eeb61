internal import Console
internal import Dispatch
internal import Foundation
internal import Records

/// Appends corrections to the records for supervisors and auditors, each with its ledger entry.
///
/// Who they are is what the socket says of them. Records and disk are waited for on a queue of its
/// own, one correction after the other, so that each knows the value that the one before has left.
final class CorrectionDesk: Sendable {
  private let directory: RecordDirectory
  private let zone: TimeZone
  private let journal: Journal
  private let ledgers: LedgerDesk
  private let log: Log
  private let queue = DispatchQueue(label: "corrections")

  init(
    _ directory: RecordDirectory, zone: TimeZone, journal: Journal, ledgers: LedgerDesk, log: Log
  ) {
    (self.directory, self.zone, self.journal) = (directory, zone, journal)
    (self.ledgers, self.log) = (ledgers, log)
  }

  /// `correct`: `call`, `set` (FIELD=VALUE) and `reason`; answers once the correction is on the disk.
  func correct(_ request: ControlRequest) {
    queue.async { [self] in
      do throws(Refusal) {
        request.answer(.ok(try corrected(request)))
      } catch {
        request.answer(.failed(error.description))
      }
    }
  }

  private func corrected(_ request: ControlRequest) throws(Refusal) -> CorrectionMade {
    let arguments = request.arguments
    guard let call = arguments["call"], let set = arguments["set"],
      let reason = arguments["reason"],
      !reason.allSatisfy(\.isWhitespace)
    else { throw Refusal("correct needs the arguments 'call', 'set' and 'reason'") }
    guard call.utf8.count == 16, call.allSatisfy(\.isHexDigit), reason.utf8.count <= 1_000 else {
      throw Refusal("correct wants a call's 16 hexadecimal digits, and at most 1,000 bytes of why")
    }
    let change = try Refusal.wrap { () throws(FilterProblem) in try CorrectionChange(set) }
    let who = ledgers.onlooker(request.user, sudoBy: arguments["sudo"])
    guard who.role >= .supervisor else {
      throw Refusal(
        "only members of liandong-supervisor and liandong-auditor, and root, correct records")
    }
    let ledger = Ledger(directory: directory, zone: zone)
    let ticket = try Refusal.wrap { () throws(FileProblem) in
      try ledger.begin(
        who, what: "liandong cdr correct \(call) --set \(change.text)", why: reason, masked: false,
        at: Appliance.wallClock)
    }
    do throws(Refusal) {
      let made = try append(change, of: call, by: who, reason)
      try end(ledger, ticket, 1, "complete")
      return made
    } catch {
      try end(ledger, ticket, 0, "failed")
      throw error
    }
  }

  private func append(
    _ change: CorrectionChange, of call: String, by who: Onlooker, _ reason: String
  ) throws(Refusal) -> CorrectionMade {
    let found: CDRReader.Match?
    do {
      found = try CDRReader(directory: directory, zone: zone).call(call)
    } catch {
      throw Refusal("the records cannot be read: \(error)")
    }
    guard let found else { throw Refusal("there is no closed call \(call)") }
    let was = CorrectionChange(change.field, of: found)
    guard was != change else {
      throw Refusal("\(change.field.rawValue) of call \(call) is \(was.valueText) already")
    }
    let correction = Correction(
      of: call, change, was: was, by: who, at: Appliance.wallClock, SiteTime(zone: zone),
      reason: reason)
    guard journal.correct(correction) else {
      throw Refusal(
        "the disk has not taken the correction in time; look at liandong status, and at "
          + "liandong cdr before you try again")
    }
    log.info(
      "correction", call: call,
      [
        "field": change.field.rawValue, "was": was.valueText, "is": change.valueText,
        "user": "\(who.uid)",
      ])
    return CorrectionMade(
      call: call, field: change.field.rawValue, was: was.valueText, now: change.valueText)
  }

  private func end(
    _ ledger: Ledger, _ ticket: Ledger.Ticket, _ records: Int, _ outcome: String
  ) throws(Refusal) {
    try Refusal.wrap { () throws(FileProblem) in
      try ledger.end(ticket, records: records, outcome: outcome, at: Appliance.wallClock)
    }
  }

  /// Why nothing was corrected, in a sentence.
  private struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    static func wrap<Result, Failure: Error & CustomStringConvertible>(
      _ body: () throws(Failure) -> Result
    ) throws(Refusal) -> Result {
      do throws(Failure) { return try body() } catch { throw Refusal(error.description) }
    }
  }
}

/// The answer to the command `correct`.
struct CorrectionMade: Codable, Hashable, Sendable {
  let call: String
  let field: String
  let was: String
  let now: String
}
