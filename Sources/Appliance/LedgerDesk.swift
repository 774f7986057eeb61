internal import Console
internal import Dispatch
internal import Foundation
internal import Records
internal import Synchronization

/// Enters look-ups into the ledger for those who may read records but not write the ledger.
///
/// Who they are is what the socket says of them and not what they say. The disk is waited for on a
/// queue of its own; a client has one request out, so no more wait there than there are clients.
final class LedgerDesk: Sendable {
  /// Look-ups at once whose end is still awaited; the oldest is given up for a new one.
  private static let limit = 1_024

  private let ledger: Ledger
  private let queue = DispatchQueue(label: "ledger")
  /// Whose each look-up is that goes on, by its number.
  private let open = Mutex<[Int64: UInt32]>([:])

  init(_ directory: RecordDirectory, zone: TimeZone) {
    ledger = Ledger(directory: directory, zone: zone)
  }

  /// The user at the other end of a socket; not for this desk's own queue.
  func onlooker(_ user: UInt32, sudoBy real: String?) -> Onlooker {
    queue.sync { .user(user, sudoBy: real) }
  }

  /// `look-up`: `what`, `masked`, and perhaps `why`; answers with the look-up's number.
  func begin(_ request: ControlRequest) {
    guard let what = request.arguments["what"], let masked = request.arguments["masked"] else {
      return request.answer(.failed("look-up needs the arguments 'what' and 'masked'"))
    }
    queue.async { [self] in
      do throws(FileProblem) {
        let ticket = try ledger.begin(
          .user(request.user), what: what, why: request.arguments["why"],
          masked: masked != "false", at: Self.now)
        open.withLock { open in
          if open.count >= Self.limit, let oldest = open.keys.min() { open[oldest] = nil }
          open[ticket.seq] = request.user
        }
        request.answer(.ok(LookUpNumber(seq: ticket.seq)))
      } catch {
        request.answer(.failed("the ledger cannot be kept: \(error)"))
      }
    }
  }

  /// `look-up-end`: `of`, the look-up's number, `records` and `outcome`.
  func end(_ request: ControlRequest) {
    guard let seq = request.arguments["of"].flatMap(Int64.init),
      let records = request.arguments["records"].flatMap(Int.init), records >= 0,
      let outcome = request.arguments["outcome"],
      ["complete", "reader-gone", "failed"].contains(outcome)
    else {
      return request.answer(
        .failed("look-up-end needs the arguments 'of', 'records' and 'outcome'"))
    }
    let isTheirs = open.withLock { open in
      guard open[seq] == request.user else { return false }
      open[seq] = nil
      return true
    }
    guard isTheirs else { return request.answer(.failed("look-up \(seq) is not yours to end")) }
    queue.async { [self] in
      do throws(FileProblem) {
        try ledger.end(.init(seq: seq), records: records, outcome: outcome, at: Self.now)
        request.answer(.ok)
      } catch {
        request.answer(.failed("the ledger cannot be kept: \(error)"))
      }
    }
  }

  private static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000) }
}

/// The answer to the command `look-up`.
struct LookUpNumber: Codable, Hashable, Sendable {
  let seq: Int64
}
