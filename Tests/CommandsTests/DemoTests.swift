import Testing

@testable import Commands

/// The demonstration's own arithmetic: how it reads what the phones say.
@Suite struct DemoTests {
  private let tones = [("citizen", "1000"), ("1001", "600"), ("2001", "800")]

  private func events(_ lines: String...) -> [DemoEvent] {
    lines.compactMap { line in
      let words = line.split(separator: " ", maxSplits: 1)
      return DemoEvent(String(words[1]), from: String(words[0]))
    }
  }

  @Test func spansFollowWhatIsHeard() {
    let hearing = DemoHearing(
      events(
        "citizen t=1000 event=hears leg=1 hears=600",
        "citizen t=5000 event=hears leg=1 hears=600,800",
        "citizen t=9000 event=hears leg=1 hears=800", "citizen t=12000 event=hungup leg=1 by=us"),
      tones: tones)
    #expect(
      hearing.of("citizen", "1001") == [
        DemoHearing.Span(listener: "citizen", voice: "1001", from: 1000, to: 9000)
      ])
    #expect(
      hearing.of("citizen", "2001") == [
        DemoHearing.Span(listener: "citizen", voice: "2001", from: 5000, to: 12000)
      ])
    #expect(hearing.time("citizen", "1001", 4000, 20_000) == 5000)
    #expect(hearing.first("citizen", "2001", after: 0) == 5000)
    #expect(hearing.first("citizen", "2001", after: 6000) == 6000)
    #expect(hearing.first("citizen", "2001", after: 12_000) == nil)
    #expect(hearing.bar("citizen", "1001", 0, 12_000, width: 12) == "·████████···")
  }

  @Test func nothingIsNoVoiceAndEndsOne() {
    let hearing = DemoHearing(
      events(
        "1001 t=1000 event=hears leg=1 hears=1000", "1001 t=2000 event=hears leg=1 hears=nothing",
        "1001 t=9000 event=hungup leg=1 by=peer"),
      tones: tones)
    #expect(
      hearing.spans == [
        DemoHearing.Span(listener: "1001", voice: "citizen", from: 1000, to: 2000)
      ])
  }

  @Test func theRecordIsLaidOutAndNotChanged() {
    let line =
      #"{"v":1,"id":"a,[{","legs":[{"leg":1,"x":"\"]"},{"leg":2,"x":[1,2]}],"keys":[],"z":0}"#
    let layout = DemoRecord.layout(line)
    #expect(
      layout == """
        {"v":1,"id":"a,[{","legs":[
            {"leg":1,"x":"\\"]"},
            {"leg":2,"x":[1,2]}],
          "keys":[],
          "z":0}
        """)
  }

  @Test func aTransferTellsWhatItLacks() throws {
    let record = try #require(
      DemoRecord(
        #"{"ending":"caller-hung-up","first_receiver":"1001","final_receiver":null,"transfers":["#
          + #"{"key":"k","outcome":"connected","t0_us":1,"t1_us":2,"t2_us":3,"t3_us":null,"#
          + #""t4_us":5,"t5_us":null,"t6_us":7,"own_share_us":4}]}"#))
    #expect(record.transfers.first?.missing == ["T3", "T5"])
    #expect(record.firstReceiver == "1001")
    #expect(DemoRecord("{}") == nil)
  }

  @Test func millisecondsAreRounded() {
    #expect(DemoReport.milliseconds(1_249) == "1.2")
    #expect(DemoReport.milliseconds(1_250) == "1.3")
    #expect(DemoReport.milliseconds(0) == "0.0")
  }
}
