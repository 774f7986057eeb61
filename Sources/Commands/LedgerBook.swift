internal import Console
internal import Records
internal import Site

/// Where a look-up is entered: in the ledger itself by whoever may write it, else by the running box.
struct LedgerBook {
  private enum Way {
    case file(Ledger)
    case box(ControlClient)
  }

  private let way: Way
  private let ticket: Ledger.Ticket

  /// Enters the beginning of a look-up.
  ///
  /// - Throws: `CommandFailure`, with what to do, when it cannot be entered: then nothing is shown.
  init(
    _ site: SiteConfiguration, _ who: Onlooker, what: String, why: String?, masked: Bool
  ) throws(CommandFailure) {
    let ledger = Ledger(directory: RecordDirectory(site.dataDirectory), zone: site.timeZone)
    if ledger.isWritable {
      way = .file(ledger)
      do throws(FileProblem) {
        ticket = try ledger.begin(who, what: what, why: why, masked: masked, at: LookUp.now)
      } catch {
        throw CommandFailure("nothing is shown, because the ledger cannot be kept: \(error)")
      }
      return
    }
    let box = ControlClient(path: DataDirectoryLock.controlSocket(in: site.dataDirectory))
    way = .box(box)
    var arguments = ["what": what, "masked": String(masked)]
    arguments["why"] = why
    do throws(ConsoleError) {
      ticket = .init(seq: try box.request("look-up", arguments, as: Entered.self).seq)
    } catch {
      guard case .notRunning = error else {
        throw CommandFailure("nothing is shown, because the box could not ledger it: \(error)")
      }
      throw CommandFailure(
        "nothing is shown: \(who.name) may not write the ledger, and no box runs that would enter "
          + "the look-up; start the box, or look as root")
    }
  }

  /// Enters how it ended.
  func end(_ records: Int, outcome: String) throws(CommandFailure) {
    do {
      switch way {
      case .file(let ledger):
        try ledger.end(ticket, records: records, outcome: outcome, at: LookUp.now)
      case .box(let box):
        try box.request(
          "look-up-end",
          ["of": String(ticket.seq), "records": String(records), "outcome": outcome])
      }
    } catch {
      throw CommandFailure("the ledger cannot be kept: \(error)")
    }
  }

  /// What the box answers.
  private struct Entered: Decodable {
    let seq: Int64
  }
}
