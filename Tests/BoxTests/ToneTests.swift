import Console
import Testing

/// Who hears whom, proved by a tone a party, before, during and after.
@Suite struct ToneTests {
  @Test func oneKeyTransfer() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      try first.tell("press *1")
      try await second.says("incoming")
      // Talk-through: the two go on, and only the seat hears that it rings.
      try await first.hears("citizen", "ringback")
      try await citizen.hears("1001")
      #expect(!citizen.everHeard("ringback"))
      try second.tell("answer")
      try await citizen.hears("2001")
      try await second.hears("citizen")
      try await first.says("hungup")
      #expect(!second.everHeard("1001"))
      try await stage.end(citizen, first, second)

      // One stream for the citizen, from answer to end, and no SIP in between.
      let media = try #require(citizen.all("media").first)
      for problem in ["ssrc-changes", "seq-jumps", "reordered", "lost", "digits"] {
        #expect(media[problem] == "0", "\(problem)")
      }
      #expect((media["ts-jumps"].flatMap { Int($0) } ?? 9) <= 1)
      let since = citizen.events.drop { $0["event"] != "hears" }
      #expect(!since.contains { $0["event"] == "request" })
      // While it presses a key a phone sends no voice, and the digits go no further than the box: a
      // moment's silence; but never nothing at all, unless the machine kept the box from its ticks.
      let missed = try stage.box.status().lateTicks
      #expect(!since.contains { $0["hears"] == "nothing" } || missed > 0)
      let record = try await stage.box.record()
      let measured = try #require(record.transfers.first)
      #expect(record.keys.map(\.source) == ["rfc4733"])
      let times = [
        measured.t0Us, measured.t1Us, measured.t2Us, measured.t3Us, measured.t4Us,
        measured.t5Us, measured.t6Us,
      ].compactMap(\.self)
      #expect(times.count == 7 && times == times.sorted())
    }
  }

  @Test func threeWay() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      try first.tell("press *2")
      try await second.says("incoming")
      try second.tell("answer")
      try await citizen.hears("1001", "2001")
      try await first.hears("citizen", "2001")
      try await second.hears("citizen", "1001")
      // Keys of one are not heard by the others, and mean something all the same.
      try first.tell("press *0")
      try await second.says("hungup")
      try await citizen.hears("1001")
      try await first.hears("citizen")
      #expect(citizen.all("dtmf").isEmpty && second.all("dtmf").isEmpty)
      try await stage.end(citizen, first, second)
    }
  }

  /// Any party may leave a three-way call, and the others go on.
  @Test(arguments: ["1001", "2001"])
  func leavingTheThreeWay(who: String) async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      try first.tell("press *2")
      try await second.says("incoming")
      try second.tell("answer")
      try await citizen.hears("1001", "2001")
      let (leaving, staying) = who == "1001" ? (first, second) : (second, first)
      try await stage.box.isIn("conferring", forSeconds: 3)
      try leaving.tell("hangup")
      try await citizen.hears(who == "1001" ? "2001" : "1001")
      try await staying.hears("citizen")
      try await stage.end(citizen, first, second)
    }
  }

  @Test func consultThenJoin() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      try first.tell("press *4")
      try await second.says("incoming")
      try second.tell("answer")
      try await citizen.hears("music")
      try await first.hears("2001")
      try await second.hears("1001")
      #expect(!citizen.everHeard("2001") && !second.everHeard("citizen"))
      try first.tell("press *2")
      try await citizen.hears("1001", "2001")
      try await first.hears("citizen", "2001")
      try await second.hears("citizen", "1001")
      try await stage.end(citizen, first, second)
    }
  }

  @Test func consultThenHandOver() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      try first.tell("press *4")
      try await second.says("incoming")
      try second.tell("answer")
      try await second.hears("1001")
      try first.tell("press *1")
      try await first.says("hungup")
      try await citizen.hears("2001")
      try await second.hears("citizen")
      try await stage.end(citizen, first, second)
    }
  }

  /// Hold by the phone's own button (re-INVITE) and by key: the citizen has music meanwhile.
  @Test(arguments: ["hold", "press *8"])
  func holdAndRetrieve(hold: String) async throws {
    var plan = SitePlan()
    plan.more["site"] = "debounce = 10ms"
    try await Stage.play(plan) { stage in
      let (citizen, first, second) = try await stage.talk()
      try first.tell(hold)
      try await citizen.hears("music")
      try first.tell(hold == "hold" ? "retrieve" : hold)
      try await citizen.hears("1001")
      try await first.hears("citizen")
      try await stage.end(citizen, first, second)
    }
  }

  /// leave = at-once: the seat is free at the press; the citizen has words, then ringback.
  @Test func transferAtOnce() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      try first.tell("press *6")
      try await first.says("hungup")
      try await second.says("incoming")
      try await citizen.hears("ringback")
      try second.tell("answer")
      try await citizen.hears("2001")
      try await second.hears("citizen")
      try await stage.end(citizen, first, second)
      #expect(citizen.everHeard("music"))
      let record = try await stage.box.record()
      #expect(record.prompts.map(\.prompt) == ["connecting"])
    }
  }

  /// The transfer button of a phone, and the buttons for an attended transfer.
  @Test func referBlind() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      try first.tell("refer 110")
      try await second.says("incoming")
      try await citizen.hears("1001")
      try second.tell("answer")
      try await citizen.hears("2001")
      try await second.hears("citizen")
      try await first.says("hungup")
      #expect(first.all("refer").contains { $0["status"] == "200" && $0["final"] == "yes" })
      try await stage.end(citizen, first, second)
    }
  }

  @Test func referAttended() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      try first.tell("hold")
      try await citizen.hears("music")
      try first.tell("call sip:110@\(stage.net.gov):5060")
      try await second.says("incoming")
      try second.tell("answer")
      try await second.hears("1001")
      try first.tell("attend")
      try await citizen.hears("2001")
      try await second.hears("citizen")
      try await first.says("hungup", count: 2)
      let requests = citizen.all("request")
      #expect(requests.isEmpty)
      try await stage.end(citizen, first, second)
      let records = try await stage.box.records()
      let kept = try #require(records.first { $0.dialled == "12345" })
      #expect(kept.firstReceiver == "1001" && kept.finalReceiver == "2001")
      #expect(records.contains { $0.ending == "merged-\(kept.id)" })
    }
  }

  /// Before anybody has answered, the box itself gives the ringback, as early media.
  @Test func ringbackBeforeTheAnswer() async throws {
    try await Stage.play { stage in
      let first = try await stage.phone("1001")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await first.says("incoming")
      try await citizen.hears("ringback")
      #expect(citizen.all("answered").isEmpty)
      try first.tell("answer")
      try await citizen.hears("1001")
      try await stage.end(citizen, first)
      let media = try #require(citizen.all("media").first)
      #expect(media["ssrc-changes"] == "0" && media["seq-jumps"] == "0")
    }
  }

  /// They agree that it is 110's: the matter is 2001's, though 1001 had it first.
  @Test func negotiationAccepted() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      try first.tell("press *2")
      try await second.says("incoming")
      try second.tell("answer")
      try await citizen.hears("1001", "2001")
      try second.tell("press *9")
      try await stage.box.logs("event=responsible", "seat=2001")
      try await first.hears("citizen", "2001")
      try await citizen.hears("1001", "2001")
      try await stage.end(citizen, first, second)
      let record = try await stage.box.record()
      #expect(record.firstReceiver == "1001" && record.finalReceiver == "2001")
    }
  }

  /// Nobody is free: the citizen is answered, hears music, and is given to who comes.
  @Test func waiting() async throws {
    try await Stage.play { stage in
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await citizen.hears("music")
      let first = try await stage.phone("1001", "--answer", "now")
      try await citizen.hears("1001")
      try await first.hears("citizen")
      try await stage.end(citizen, first)
    }
  }

  /// The first seat's phone dies in the call: the citizen hears words, music, then a colleague.
  @Test func firstPhoneDies() async throws {
    var plan = SitePlan()
    plan.desk12345 = ["1001", "1002"]
    (plan.mediaTimeout, plan.mediaGrace) = ("1s", "1s")
    try await Stage.play(plan) { stage in
      let (citizen, first, _) = try await stage.talk()
      let colleague = try await stage.phone("1002", "--answer", "now")
      first.child.kill()
      try await citizen.hears("1002")
      try await colleague.hears("citizen")
      try await stage.end(citizen, colleague)
      #expect(citizen.everHeard("music"))
      let record = try await stage.box.record()
      #expect(record.firstReceiver == "1001")
      #expect(record.endings(of: "1001").first == "lost")
    }
  }
}
