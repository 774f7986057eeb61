import Console
import Foundation
import Synchronization
import Testing

/// Calls that are recorded, through the whole box: tones prove who stands where and when.
@Suite struct RecordingTests {
  private static func plan(_ more: String = "") -> SitePlan {
    var plan = SitePlan()
    plan.recording = "calls"
    plan.more["media"] = more
    return plan
  }

  /// A transfer: the citizen on the left from the first answer to the end, first one desk and then
  /// the other on the right, and no hole where the one becomes the other.
  @Test func followsTheCitizenThroughATransfer() async throws {
    try await withoutComplaint { try await followCitizen() }
  }

  /// - Returns: the holes in the recording.
  private func followCitizen() async throws -> [String] {
    let holes = Mutex<[String]>([])
    try await Stage.play(Self.plan()) { stage in
      let (citizen, first, second) = try await stage.talk()
      let call = try await stage.box.isIn("talking", holder: "1001", forSeconds: 2)
      #expect(call.recorded)
      try first.tell("press *1")
      try await second.says("incoming")
      // While it presses its key the phone is silent; let it speak again.
      try await stage.box.isIn("adding", forSeconds: call.seconds + 2)
      try second.tell("answer")
      try await citizen.hears("2001")
      try await second.hears("citizen")
      try await stage.box.isIn("talking", holder: "2001", forSeconds: call.seconds + 5)
      try await stage.end(citizen, first, second)
      let record = try await stage.box.record()
      let recording = try #require(record.recordings.first)
      #expect(record.recordings.count == 1 && recording.gaps.isEmpty)
      let file = stage.directory.appending(path: "data/\(recording.file)")
      #expect(file.lastPathComponent == "\(record.id).wav")
      let wav = try StereoWAV(file)
      #expect(wav.bytes == recording.bytes && wav.milliseconds == recording.ms)
      #expect(try await stage.sha256(of: file) == recording.sha256)
      #expect(try stage.mode(of: file) == 0o640)

      // In pieces of 100 ms: who is on which side.
      let left = wav.loudest(.left, among: Phone.voices)
      let right = wav.loudest(.right, among: Phone.voices)
      #expect(Set(left.compactMap(\.self)) == ["citizen"])
      #expect(Set(right.compactMap(\.self)) == ["1001", "2001"])
      let handover = try #require(right.firstIndex(of: "2001"))
      #expect(right[..<handover].contains("1001") && !right[handover...].contains("1001"))
      // A phone says nothing while it presses a key; between its beginning and end the citizen has
      // no other reason to be missing.
      if left.count(where: { $0 == nil }) > 4 { holes.withLock { $0.append("citizen: \(left)") } }
      if right[max(0, handover - 2)...min(right.count - 1, handover + 2)].contains(nil)
        || left[max(0, handover - 5)...min(left.count - 1, handover + 5)].contains(nil)
      {
        holes.withLock { $0.append("handover at \(handover): \(left), \(right)") }
      }
    }
    return holes.withLock { $0 }
  }

  /// A seat at a sound card stands in the recording as a phone does, also when it hands over.
  @Test func aSoundSeatIsRecordedAsAPhoneIs() async throws {
    try await withoutComplaint { try await recordSoundSeat() }
  }

  /// - Returns: the holes in the recording.
  private func recordSoundSeat() async throws -> [String] {
    let holes = Mutex<[String]>([])
    let cards = try PacedCards(
      PacedCards.Card(name: "headset", tone: Phone.voices["1009"] ?? 0))
    defer { cards.remove() }
    var plan = Self.plan()
    plan.desk12345 = ["1009"]
    plan.end = """
      [seat 1009]
      platform = 12345
      sound = headset

      """
    try await Stage.play(plan, environment: cards.environment) { stage in
      try await stage.box.logs("event=seat", "seat=1009", "reachable=true")
      let second = try await stage.phone("2001")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await citizen.hears("ringback")
      try stage.box.press("answer", seat: "1009")
      try await citizen.hears("1009")
      try await stage.box.isIn("talking", holder: "1009", forSeconds: 2)
      try stage.box.press("transfer-110", seat: "1009")
      try await second.says("incoming")
      try second.tell("answer")
      try await citizen.hears("2001")
      let seconds = try await stage.box.isIn("talking", holder: "2001").seconds
      try await stage.box.isIn("talking", holder: "2001", forSeconds: seconds + 2)
      try await stage.end(citizen, second)
      let recording = try #require(try await stage.box.record().recordings.first)
      #expect(recording.gaps.isEmpty)
      let wav = try StereoWAV(stage.directory.appending(path: "data/\(recording.file)"))
      let left = wav.loudest(.left, among: Phone.voices)
      let right = wav.loudest(.right, among: Phone.voices)
      #expect(Set(left.compactMap(\.self)) == ["citizen"])
      #expect(Set(right.compactMap(\.self)) == ["1009", "2001"])
      let handover = try #require(right.firstIndex(of: "2001"))
      #expect(!right[handover...].contains("1009"), "\(right)")
      if left.count(where: { $0 == nil }) > 4 { holes.withLock { $0.append("citizen: \(left)") } }
      if right[..<handover].count(where: { $0 == "1009" }) < 15 {
        holes.withLock { $0.append("1009: \(right)") }
      }
    }
    return holes.withLock { $0 }
  }

  /// A site that never recorded does so from the reload on, for calls that are answered then.
  @Test func theFirstRecordingComesWithAReload() async throws {
    try await Stage.play { stage in
      var plan = SitePlan()
      plan.recording = "calls"
      plan.more["media"] = "recording-reserve = 2MB"
      try stage.write(plan)
      let reload = try await stage.box.run("reload")
      #expect(reload.status == 0, "\(reload.errors)")
      let (citizen, first, second) = try await stage.talk()
      try await stage.box.isIn("talking", holder: "1001", forSeconds: 2)
      try await stage.end(citizen, first, second)
      let recording = try #require(try await stage.box.record().recordings.first)
      let wav = try StereoWAV(stage.directory.appending(path: "data/\(recording.file)"))
      #expect(recording.gaps.isEmpty)
      #expect(wav.loudest(.left, among: Phone.voices).contains("citizen"))
      #expect(wav.loudest(.right, among: Phone.voices).contains("1001"))
    }
  }

  /// A full disk: the call goes on as if nothing was, the box says so, the record names the hole.
  @Test func aFullDiskLeavesTheCallAlone() async throws {
    // A file may grow to 64 KiB: two seconds of a recording; the kernel refuses what is more.
    let limited = ["/bin/bash", "-c", "ulimit -f 64 && exec \"$@\"", "box"]
    try await Stage.play(Self.plan(), under: Stage.by(limited)) { stage in
      let (citizen, first, second) = try await stage.talk()
      try await stage.box.logs("event=recording-failing")
      #expect(try stage.box.status().alarms.contains { $0.hasPrefix("recordings: ") })
      try first.tell("press *2")
      try await second.says("incoming")
      try second.tell("answer")
      try await citizen.hears("1001", "2001")
      try await second.hears("citizen", "1001")
      try await stage.end(citizen, first, second)
      let record = try await stage.box.record()
      let recording = try #require(record.recordings.first)
      #expect(record.ending == "caller-hung-up")
      let gap = try #require(recording.gaps.first)
      #expect(gap.reason == "disk" && gap.fromMs >= 1_000 && gap.ms > 0)
      let wav = try StereoWAV(stage.directory.appending(path: "data/\(recording.file)"))
      #expect(wav.milliseconds >= 1_000 && wav.milliseconds <= 2_048)
      let media = try #require(citizen.all("media").first)
      #expect(media["seq-jumps"] == "0" && media["lost"] == "0")
    }
  }

  /// A key starts it in a call that nobody would have recorded, another leaves out what follows.
  @Test func byKey() async throws {
    var plan = SitePlan()
    plan.end = """
      [key record]
      digits = "#1"
      action = record

      [key off-record]
      digits = "#2"
      action = stop-recording
      """
    try await Stage.play(plan) { stage in
      let (citizen, first, second) = try await stage.talk()
      try await stage.box.isIn("talking", forSeconds: 1)
      #expect(try await !stage.box.isIn("talking").recorded)
      try stage.box.press("record", seat: "1001")
      try await stage.box.logs("event=recording")
      try await stage.box.isIn("talking", forSeconds: 3)
      try stage.box.press("off-record", seat: "1001")
      try await stage.box.isIn("talking", forSeconds: 5)
      try await stage.end(citizen, first, second)
      let recording = try #require(try await stage.box.record().recordings.first)
      #expect(recording.gaps.map(\.reason) == ["paused"])
      let gap = try #require(recording.gaps.first)
      #expect(gap.fromMs + gap.ms >= recording.ms - 1)
      let wav = try StereoWAV(stage.directory.appending(path: "data/\(recording.file)"))
      let pieces = wav.loudest(.left, among: Phone.voices)
      #expect(pieces[..<(gap.fromMs / 100 - 1)].contains("citizen"))
      #expect(pieces[(gap.fromMs / 100 + 2)...].allSatisfy { $0 == nil })
    }
  }

  /// Killed in the middle of a call: the next start closes the file and the record names it whole.
  @Test func killedInTheCall() async throws {
    try await Stage.play(Self.plan()) { stage in
      let (citizen, first, second) = try await stage.talk()
      try await stage.box.isIn("talking", forSeconds: 3)
      try await stage.box.keepsOpenRecord()
      stage.box.child.kill()
      _ = try await stage.box.child.exitStatus()
      for phone in [citizen, first, second] { phone.child.kill() }
      let again = try await Box(site: stage.box.site, name: "again")
      let record = try await again.record()
      #expect(record.ending == "box-stopped")
      let recording = try #require(record.recordings.first)
      let file = stage.directory.appending(path: "data/\(recording.file)")
      let wav = try StereoWAV(file)
      #expect(wav.milliseconds == recording.ms && recording.ms >= 1_000)
      #expect(try await stage.sha256(of: file) == recording.sha256)
      #expect(wav.loudest(.left, among: Phone.voices).contains("citizen"))
      try await again.stop()
    }
  }
}
