internal import Console
internal import Foundation
internal import Records
internal import Routing
internal import SIPLine
internal import Site
internal import Switchboard
internal import Synchronization

/// Who calls too often: counted as calls come, known again after a restart from the records.
extension Appliance {
  /// Counts a citizen's call, and says whether the caller is a nuisance.
  func countCall(of party: Party, _ number: String, at moment: Int64) -> Nuisance? {
    guard case .citizen = party else { return nil }
    callers.noteCall(by: number, at: moment)
    return callers.nuisance(number, at: moment, site.nuisance)
  }

  /// A call is over: its mark, if a seat set one, counts from now on.
  func countMark(_ record: CallRecord) {
    guard record.harassment, record.ending != nil else { return }
    callers.noteMark(of: record.callerNumber, at: record.wallClock)
  }

  /// Reads who called and who was marked before the start, on a thread of its own; calls go on.
  func readCallerHistory() {
    let now = Self.wallClock
    // The window may grow by a reload: what a year holds is there then.
    let window = max(site.nuisance.marksWindow, .seconds(86_400)).microseconds
    let directory = RecordDirectory(site.dataDirectory)
    let (zone, inbox, wake, log) = (site.timeZone, callerHistory, wake, log)
    let thread = Thread {
      var filter = CDRFilter()
      (filter.from, filter.to, filter.scope) = (now - window, now, .closed)
      var table = CallerTable()
      do {
        try CDRReader(directory: directory, zone: zone).read(filter) { match in
          let call = match.entry
          guard call.source.hasPrefix("trunk ") else { return }
          if call.startedAt > now - 86_400_000_000 {
            table.noteCall(by: call.caller, at: call.startedAt)
          }
          if call.harassment { table.noteMark(of: call.caller, at: call.startedAt) }
        }
      } catch {
        log.warning("nuisance-history", ["problem": "\(error)"])
      }
      inbox.put(table)
      wake.signal()
    }
    thread.name = "history"
    thread.start()
  }

  /// Takes what that thread has read, if it has.
  func takeCallerHistory() {
    guard let table = callerHistory.take() else { return }
    callers.merge(table)
    log.info("nuisance-history", ["callers": "\(table.count)"])
  }

  /// Microseconds since 1970.
  static var wallClock: Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000) }

  /// The callers whom `liandong nuisance list` shows.
  func callerStatuses() -> [CallerStatus] {
    let now = Self.wallClock
    return callers.list(at: now, site.nuisance, atMost: 1000).map { caller in
      CallerStatus(
        number: caller.number, callsInHour: caller.counts.callsInHour,
        callsInDay: caller.counts.callsInDay, repeats: caller.counts.repeats,
        marks: caller.counts.marks,
        isFlagged: callers.nuisance(caller.number, at: now, site.nuisance) != nil,
        secondsAgo: max(0, (now - caller.last) / 1_000_000))
    }
  }
}

/// Where the thread that read the records leaves what it found.
final class CallerHistory: Sendable {
  private let table = Mutex<CallerTable?>(nil)

  func put(_ read: CallerTable) { table.withLock { $0 = read } }

  func take() -> CallerTable? {
    table.withLock { table in
      defer { table = nil }
      return table
    }
  }
}
