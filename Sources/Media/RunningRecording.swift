internal import Audio

/// One recording while it runs: its time line, who is on it, what is missing of it.
final class RunningRecording {
  /// How long a packet may be under way and still find its place, in frames: 400 ms.
  private static let patience = 3_200
  /// How much is written at once: half a second.
  private static let portion = 4_000

  let id: RecordingID
  private let begin: Int64
  private var file: RecordingFile
  private var window = RecordingWindow()
  private var tracks: [StreamID: RecordingTrack] = [:]
  private var voices: [StreamID: RecordedVoice] = [:]
  private(set) var gaps: [RecordingGap] = []
  /// Where the disk began to refuse.
  private var refusedSince: Int?
  private var pausedSince: Int?
  /// The moment from which on nothing belongs to it any more.
  private(set) var endedAt: Int64?

  /// Begins at `begin`, microseconds of CLOCK_MONOTONIC.
  init(_ id: RecordingID, path: String, at begin: Int64) {
    self.id = id
    self.begin = begin
    file = RecordingFile(path)
  }

  /// Why the disk refuses now; nil when it does not.
  var problem: String? { file.problem }

  /// Adds a packet of a voice.
  func add(_ packet: UnsafePointer<RecordedPacket>) {
    let arrival = frame(packet.pointee.arrived)
    let id = packet.pointee.id
    let voice = voice(of: packet)
    var track =
      tracks[id]
      ?? RecordingTrack(
        source: packet.pointee.source, timestamp: packet.pointee.timestamp, arrived: arrival)
    let place = track.place(
      source: packet.pointee.source, timestamp: packet.pointee.timestamp, arrived: arrival,
      ticksPerFrame: packet.pointee.ticksPerFrame)
    tracks[id] = track
    let skipped = Int(packet.pointee.skipped) * voice.count
    if skipped > 0 { note(max(0, place - skipped), place, .overrun) }
    // Only after a hang of the disk: what is older has all been added.
    if place + voice.count > window.end {
      write(until: place + voice.count - RecordingWindow.capacity, isWritable: true)
    }
    guard place + voice.count <= window.end else { return }
    let side = RecordingTap.Side(rawValue: packet.pointee.tap & 1) ?? .others
    window.add(voice, at: place, side: side)
  }

  /// A packet's sound at 8,000 Hz.
  private func voice(of packet: UnsafePointer<RecordedPacket>) -> [Int16] {
    let bytes = RecordedPacket.bytes(packet)
    let length = Int(packet.pointee.length)
    switch packet.pointee.format {
    case .samples:
      let samples = UnsafeRawPointer(bytes).assumingMemoryBound(to: Int16.self)
      return Array(UnsafeBufferPointer(start: samples, count: length / 2))
    case .codec:
      let decoder = voices[packet.pointee.id] ?? RecordedVoice()
      voices[packet.pointee.id] = decoder
      return decoder.decode(bytes, length: length, codec: packet.pointee.codec)
    }
  }

  /// Nothing is wanted of it from now on, until ``resume(at:)``.
  func pause(at now: Int64) { if pausedSince == nil { pausedSince = frame(now) } }

  func resume(at now: Int64) {
    guard let since = pausedSince else { return }
    pausedSince = nil
    note(since, frame(now), .paused)
  }

  func end(at now: Int64) {
    resume(at: now)
    endedAt = endedAt ?? now
  }

  /// Whether all its packets have had time to arrive.
  func isComplete(at now: Int64) -> Bool {
    endedAt.map { frame(now) > frame($0) + Self.patience } ?? false
  }

  /// Writes what no packet can change any more, when that is a portion.
  func flush(at now: Int64, isWritable: Bool) {
    let limit = min(frame(now) - Self.patience, endedAt.map(frame) ?? .max)
    if limit - window.start >= Self.portion { write(until: limit, isWritable: isWritable) }
  }

  /// Writes what is left and closes the file.
  ///
  /// - Returns: whether there is a file, and its length in frames.
  func close(isWritable: Bool) -> (isThere: Bool, frames: Int) {
    let end = frame(endedAt ?? begin)
    write(until: end, isWritable: isWritable)
    if let since = refusedSince { note(since, end, .disk) }
    gaps = RecordingGap.merged(gaps)
    return (file.close(frames: end), end)
  }

  private func write(until end: Int, isWritable: Bool) {
    while window.start < end {
      let start = window.start
      let bytes = window.take(until: end)
      if isWritable && file.write(bytes, at: start) {
        if let since = refusedSince { note(since, start, .disk) }
        refusedSince = nil
      } else if refusedSince == nil {
        refusedSince = start
      }
    }
  }

  private func note(_ start: Int, _ end: Int, _ reason: RecordingGap.Reason) {
    // A recording with a thousand holes says so with the first thousand.
    guard end > start, gaps.count < 1_000 else { return }
    gaps.append(RecordingGap(start: start / 8, length: (end - start) / 8, reason: reason))
  }

  private func frame(_ time: Int64) -> Int { max(0, Int(time - begin) * 8 / 1_000) }
}
