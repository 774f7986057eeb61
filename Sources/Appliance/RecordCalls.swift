internal import Console
internal import Dispatch
internal import Foundation
internal import Media
internal import Records
internal import SIPLine
internal import Site
internal import Switchboard

extension Appliance {
  /// How the recorder of a site is made.
  static func recorder(
    for site: SiteConfiguration, _ finished: FinishedRecordings, _ wake: WakeSocket, _ log: Log
  ) -> Recorder.Settings {
    var settings = Recorder.Settings(
      directory: site.dataDirectory,
      onFinished: { recording in
        finished.add(recording)
        wake.signal()
      })
    settings.reserve = site.recording.reserve
    settings.onProblem = { problem in
      if let problem {
        log.error("recording-failing", ["problem": problem])
      } else {
        log.info("recording-well")
      }
    }
    return settings
  }

  // MARK: Effects

  /// Begins to record a call, or goes on.
  func startRecording(_ call: CallID, citizen: LegID) {
    if let running = recordings[call] {
      media.recorder?.resume(running.id)
      recordings.resume(call, citizen: citizen)
    } else {
      guard let start = starts[call] else { return }
      let file = archive.file(of: call.description, startedAt: start.wallClock)
      let record = RecordingRecord(
        file: file, startedAt: (Instant.now - start.instant).microseconds)
      let id = recordings.begin(call, citizen: citizen, record)
      media.recorder?.begin(id, path: archive.prepare(file))
      log.info("recording", call: call.description, ["file": file])
    }
    tap(call)
  }

  /// Leaves out what follows.
  func stopRecording(_ call: CallID) {
    guard let running = recordings[call] else { return }
    media.recorder?.pause(running.id)
    recordings.pause(call)
    log.info("recording-paused", call: call.description)
    tap(call)
  }

  /// The call is over: its file is closed by and by.
  func endRecording(_ call: CallID) {
    starts[call] = nil
    guard let over = recordings.end(call) else { return }
    // A leg that goes on in another call may be recorded there already.
    for leg in over.tapped where legs[leg]?.tap?.recording == over.id { setTap(of: leg, nil) }
    media.recorder?.end(over.id)
    closing.awaitRecording(of: call)
  }

  /// Copies into the recording whoever is heard in the call now, and the citizen always.
  func tap(_ call: CallID) {
    guard let running = recordings[call] else { return }
    let rows = matrices[call]?.rows ?? []
    let heard = Set(rows.flatMap(\.voices))
    for leg in rows.map(\.listener) {
      if !running.isPaused && leg == running.citizen {
        setTap(of: leg, RecordingTap(running.id, .citizen))
      } else if !running.isPaused && heard.contains(leg) {
        setTap(of: leg, RecordingTap(running.id, .others))
      } else {
        setTap(of: leg, nil)
      }
    }
    recordings.tap(rows.map(\.listener), in: call)
  }

  private func setTap(of leg: LegID, _ tap: RecordingTap?) {
    guard let boxLeg = legs[leg], boxLeg.tap != tap else { return }
    legs[leg]?.tap = tap
    media.record(boxLeg.stream, into: tap)
  }

  // MARK: What comes of them

  /// The call's record with its recording, as far as it is known now.
  func withRecording(_ record: CallRecord) -> CallRecord {
    guard let call = CallID(text: record.id), let running = recordings[call] else { return record }
    var record = record
    record.recordings = [running.record]
    return record
  }

  /// Takes the recordings that are finished, and those whose files have been summed.
  func takeRecordings() {
    for finished in finishedRecordings.takeFinished() {
      guard let (call, record) = outcome(finished) else { continue }
      log.debug("recorded", call: call.description, ["file": record.file])
      let (archive, inbox, wake) = (self.archive, finishedRecordings, self.wake)
      // On another thread: to read an hour's call takes a second.
      DispatchQueue.global(qos: .utility).async {
        inbox.add(finished.id, archive.summed(record))
        wake.signal()
      }
    }
    for (id, record) in finishedRecordings.takeSummed() { settle(id, record) }
  }

  /// The same at the end of the box, when there is nobody left to wait for.
  func takeLastRecordings() {
    takeRecordings()
    for (id, ended) in recordings.ending { settle(id, archive.summed(ended.record)) }
  }

  /// What a finished recording has come to, its checksum apart.
  private func outcome(_ finished: Recorder.Finished) -> (CallID, RecordingRecord)? {
    let gaps = finished.gaps.map {
      RecordingGapRecord(
        from: Int64($0.start), milliseconds: Int64($0.length), reason: $0.reason.rawValue)
    }
    recordings.finish(finished.id, milliseconds: Int64(finished.milliseconds), gaps)
    guard let (call, record) = recordings.ending[finished.id] else { return nil }
    let lost = gaps.filter { $0.reason != RecordingGap.Reason.paused.rawValue }
    if !lost.isEmpty || !finished.isThere {
      log.warning(
        "recording-incomplete", call: call.description,
        [
          "file": record.file, "lost-ms": "\(lost.reduce(0) { $0 + $1.milliseconds })",
          "problem": finished.problem ?? "-",
        ])
    }
    return (call, record)
  }

  private func settle(_ id: RecordingID, _ record: RecordingRecord) {
    guard let call = recordings.settle(id) else { return }
    if let complete = closing.complete(call, record) { journal.keep(complete) }
  }
}
