internal import Foundation
internal import Glibc

/// The running processes of the demonstration and everything that they said.
final class DemoStage {
  /// Something that had to happen did not.
  struct Missed: Error, CustomStringConvertible {
    let description: String
  }

  private var children: [DemoChild] = []
  /// In the order of their arrival here; a phone tells a `hears` later than its time.
  private(set) var events: [DemoEvent] = []
  /// Lines of the box's log.
  private(set) var boxLog: [String] = []
  /// SIGINT or SIGTERM came: everything is to be cleaned up.
  nonisolated(unsafe) private static var interrupted: Int32 = 0

  init() {
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM] { signal(number) { _ in DemoStage.interrupted = 1 } }
  }

  func start(_ name: String, _ arguments: [String], reading: Int32 = 1) throws {
    children.append(try DemoChild(name, arguments, reading: reading))
  }

  func tell(_ name: String, _ line: String) { children.first { $0.name == name }?.tell(line) }

  /// How many events there are: a later wait may leave out what was before.
  var mark: Int { events.count }

  /// Waits until an event of `source` after `mark` fits.
  ///
  /// - Throws: `Missed`, which says `what` did not happen.
  @discardableResult
  func wait(
    _ source: String, for what: String, since mark: Int = 0, seconds: Double = 8,
    _ fits: (DemoEvent) -> Bool
  ) throws -> DemoEvent {
    let end = Date() + seconds
    var next = mark
    while true {
      while next < events.count {
        defer { next += 1 }
        if events[next].source == source, fits(events[next]) { return events[next] }
      }
      guard Self.interrupted == 0 else { throw Missed(description: "interrupted") }
      if let child = children.first(where: { $0.name == source }), child.hasEnded {
        throw Missed(description: "\(source) is gone before it \(what)")
      }
      guard Date() < end else {
        throw Missed(description: "\(source) never \(what) (waited \(Int(seconds)) s)")
      }
      read(milliseconds: 50)
    }
  }

  /// Lets the call go on and takes what comes.
  func watch(seconds: Double) {
    let end = Date() + seconds
    while Date() < end, Self.interrupted == 0 { read(milliseconds: 20) }
  }

  /// The last events of phones and box, for whoever has to find out why.
  var lastWords: [String] {
    events.suffix(12).map { event in
      let fields = event.fields.filter { !["t", "event", "phone"].contains($0.key) }
      let words = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return ([event.source, event.name] + words).joined(separator: " ")
    } + boxLog.suffix(12)
  }

  private func read(milliseconds: Int32) {
    var descriptors = children.filter { !$0.hasEnded }
      .map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    guard !descriptors.isEmpty else {
      usleep(10_000)
      return
    }
    poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    for child in children where !child.hasEnded { take(child) }
  }

  private func take(_ child: DemoChild) {
    for line in child.lines() {
      guard child.name == "box" else {
        if let event = DemoEvent(line, from: child.name) { events.append(event) }
        continue
      }
      boxLog.append(line)
      let fields = DemoEvent.fields(line)
      if let name = fields["event"] {
        events.append(DemoEvent(time: Self.now, source: "box", name: name, fields: fields))
      }
    }
  }

  /// Ends the box as systemd would, and the phones; the exit status of each.
  func end() -> [String: Int32] {
    for child in children { child.terminate() }
    var statuses: [String: Int32] = [:]
    for child in children { statuses[child.name] = child.bury(patience: .seconds(5)) }
    for child in children where !child.hasEnded { take(child) }
    children = []
    return statuses
  }

  private static var now: Int64 {
    Int64(ProcessInfo.processInfo.systemUptime * 1_000_000)
  }
}
