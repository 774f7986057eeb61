import CPJSIP
import Testing

@testable import SIPLine

extension SIPTests {
  @Suite struct SDPTests {
    /// What we read of a text when PJSIP has read it first.
    private func described(_ text: String) -> SessionDescription? {
      guard pj_init() == 0 else { return nil }
      Stack.adoptThread()
      let factory = UnsafeMutablePointer<pj_caching_pool>.allocate(capacity: 1)
      defer { factory.deallocate() }
      pj_caching_pool_init(factory, nil, 0)
      defer { pj_caching_pool_destroy(factory) }
      let pool = pj_pool_create(factory.pointer(to: \.factory), "sdp", 4_000, 4_000, nil)!
      let copy = text.pj(in: pool)
      var sdp: UnsafeMutablePointer<pjmedia_sdp_session>?
      guard pjmedia_sdp_parse(pool, copy.ptr, copy.slen, &sdp) == 0 else { return nil }
      return sdp.flatMap { SessionDescription($0) }
    }

    private let offer = """
      v=0\r
      o=- 1 1 IN IP4 10.0.0.1\r
      s=-\r
      c=IN IP4 10.0.0.1\r
      t=0 0\r
      m=video 6000 RTP/AVP 34\r
      c=IN IP4 10.9.9.9\r
      m=audio 4000 RTP/AVP 18 8 97\r
      c=IN IP4 10.0.0.2\r
      a=rtpmap:18 G729/8000\r
      a=rtpmap:97 telephone-event/8000\r
      a=ptime:30\r
      a=sendonly\r
      m=audio 4002 RTP/AVP 0\r
      """

    @Test func readsTheFirstVoiceStream() throws {
      let description = try #require(described(offer))
      #expect(description.address == "10.0.0.2")
      #expect(description.port == 4000)
      #expect(
        description.formats.map(\.encoding) == [.other, .voice(.pcma), .telephoneEvent(8_000)])
      #expect(description.direction == .sendonly)
      #expect(description.ptime == 30)
      #expect(description.shares([.pcma]))
      #expect(!description.shares([.pcmu]))
    }

    @Test(arguments: [
      "", "m=audio", "m=audio 0 RTP/AVP 8", "m=audio 70000 RTP/AVP 8", "m=audio 4000 RTP/SAVP 8",
      "m=video 4000 RTP/AVP 8", "\r\n\r\nm=", "m=audio 0 RTP/AVP 8\r\nm=audio 4002 RTP/AVP 8",
    ])
    func refusesWhatHasNoVoice(text: String) { #expect(described(text) == nil) }

    /// As PJMEDIA reads it, which makes the answer.
    @Test func ofTwoMeaningsOfATypeTheFirstCounts() throws {
      let both = "a=rtpmap:96 opus/48000/2\r\na=rtpmap:96 PCMA/8000"
      let description = try #require(described("m=audio 4000 RTP/AVP 96\r\n" + both))
      #expect(description.formats.map(\.encoding) == [.voice(.opus)])
    }

    @Test func agreesOnTheFirstCommonCodec() throws {
      let local = try #require(
        described(
          Line.text(of: LocalMedia(address: "127.0.0.1", port: 5000), held: false)))
      let remote = try #require(described(offer))
      let media = try #require(NegotiatedMedia(local: local, remote: remote))
      #expect(media.codec == .pcma)
      #expect(media.telephoneEventSend == 97)
      #expect(media.telephoneEventReceive == 101)
      #expect(media.ptime == 30 && media.ptimesTaken == 30...30)
      #expect(media.peerSends)
      #expect(!media.peerReceives)
    }

    /// What a peer wishes, what it takes at most, what is sent, and with what it is content besides.
    @Test(arguments: [
      ("", 20, 1...200), ("a=ptime:10", 10, 10...10), ("a=ptime:60", 60, 60...60),
      ("a=ptime:25", 20, 20...20), ("a=ptime:5", 10, 10...10), ("a=ptime:120", 60, 60...60),
      ("a=maxptime:40", 20, 1...40), ("a=maxptime:10", 10, 1...10),
      ("a=ptime:60\r\na=maxptime:30", 30, 30...30), ("a=ptime:0", 20, 1...200),
      ("a=ptime:-20", 20, 1...200), ("a=ptime:99999999999999999999", 20, 1...200),
      ("a=ptime:20.5", 20, 1...200), ("a=maxptime:150", 20, 1...150),
    ])
    func keepsThePeersWish(attributes: String, sent: Int, taken: ClosedRange<Int>) throws {
      let local = try #require(
        described(Line.text(of: LocalMedia(address: "127.0.0.1", port: 5000), held: false)))
      let remote = try #require(
        described("c=IN IP4 10.0.0.2\r\nm=audio 4000 RTP/AVP 8\r\n\(attributes)\r\n"))
      let media = try #require(NegotiatedMedia(local: local, remote: remote))
      #expect(media.ptime == sent && media.ptimesTaken == taken)
    }

    /// Comfort noise is agreed on when both sides say so, under the static type (RFC 3389).
    @Test(arguments: [
      ("8 13 101", "", true), ("8 13", "a=rtpmap:13 CN/8000", true), ("8 101", "", false),
      ("8 13", "a=rtpmap:13 telephone-event/8000", false), ("8 118", "a=rtpmap:118 CN/8000", false),
      ("8 13", "a=rtpmap:13 CN/16000", false),
    ])
    func agreesOnComfortNoise(types: String, attribute: String, agreed: Bool) throws {
      var own = LocalMedia(address: "127.0.0.1", port: 5000)
      own.comfortNoise = true
      let offer = Line.text(of: own, held: false)
      #expect(offer.contains("m=audio 5000 RTP/AVP 8 0 13 101\r\n"))
      #expect(offer.contains("a=rtpmap:13 CN/8000\r\n"))
      let remote = try #require(
        described("c=IN IP4 10.0.0.2\r\nm=audio 4000 RTP/AVP \(types)\r\n\(attribute)\r\n"))
      let local = try #require(described(offer))
      #expect(NegotiatedMedia(local: local, remote: remote)?.comfortNoise == agreed)
      own.comfortNoise = false
      let silent = try #require(described(Line.text(of: own, held: false)))
      #expect(NegotiatedMedia(local: silent, remote: remote)?.comfortNoise == false)
      own.codecs = [.opus, .l16Wide]
      own.comfortNoise = true
      #expect(!Line.text(of: own, held: false).contains("CN/8000"), "no codec has that clock")
    }

    @Test func saysItsOwnWish() {
      var media = LocalMedia(address: "127.0.0.1", port: 5000)
      media.ptime = 30
      #expect(Line.text(of: media, held: false).contains("a=ptime:30\r\n"))
    }

    @Test func offersEachCodecAsItsRFCSays() throws {
      let media = LocalMedia(
        address: "127.0.0.1", port: 5000, codecs: [.opus, .g722, .l16Wide, .l16, .pcma])
      let text = Line.text(of: media, held: false)
      for line in [
        "m=audio 5000 RTP/AVP 96 9 97 98 8 101 102 103", "a=rtpmap:96 opus/48000/2",
        "a=rtpmap:9 G722/8000", "a=rtpmap:97 L16/16000", "a=rtpmap:98 L16/8000",
        "a=rtpmap:101 telephone-event/8000", "a=rtpmap:102 telephone-event/16000",
        "a=rtpmap:103 telephone-event/48000", "a=fmtp:103 0-15",
      ] {
        #expect(text.contains(line + "\r\n"), "\(line) is not in \(text)")
      }
      #expect(text.contains("a=fmtp:96 ") && text.contains("useinbandfec=1"))
      let read = try #require(described(text))
      #expect(read.formats.compactMap(\.codec) == media.codecs)
    }

    @Test func offersOfNarrowBandAloneAreAsTheyWere() {
      let text = Line.text(of: LocalMedia(address: "127.0.0.1", port: 5000), held: false)
      #expect(
        text == """
          v=0\r
          o=- 1 1 IN IP4 127.0.0.1\r
          s=Liandong\r
          c=IN IP4 127.0.0.1\r
          t=0 0\r
          m=audio 5000 RTP/AVP 8 0 101\r
          a=rtpmap:8 PCMA/8000\r
          a=rtpmap:0 PCMU/8000\r
          a=rtpmap:101 telephone-event/8000\r
          a=fmtp:101 0-15\r
          a=ptime:20\r
          a=sendrecv\r

          """)
    }

    /// Each side names its own payload types; digits have the clock of the voice, or 8,000 Hz where the
    /// phone knows no other.
    @Test(arguments: [(true, 110, 48_000), (false, 99, 8_000)])
    func agreesOnOpusUnderBothSidesTypes(wideEvents: Bool, event: UInt8, clock: Int) throws {
      let local = try #require(
        described(
          Line.text(
            of: LocalMedia(address: "127.0.0.1", port: 5000, codecs: [.opus, .g722, .pcma]),
            held: false)))
      let remote = try #require(
        described(
          """
          c=IN IP4 10.0.0.2\r
          m=audio 4000 RTP/AVP 116 111 8 99 110\r
          a=rtpmap:116 speex/16000\r
          a=rtpmap:111 opus/48000/2\r
          a=rtpmap:99 telephone-event/8000\r
          \(wideEvents ? "a=rtpmap:110 telephone-event/48000\r" : "")
          """))
      let media = try #require(NegotiatedMedia(local: local, remote: remote))
      #expect(media.codec == .opus && media.sendPayloadType == 111)
      #expect(media.receives == [96: .opus, 8: .pcma])
      #expect(media.telephoneEventSend == event && media.telephoneEventSendClock == clock)
      #expect(media.telephoneEventReceive == 102 && media.telephoneEventReceiveNarrow == 101)
    }

    @Test func stereoAndOtherRatesAreNotOurs() throws {
      let remote = try #require(
        described(
          """
          c=IN IP4 10.0.0.2\r
          m=audio 4000 RTP/AVP 96 97 98 9\r
          a=rtpmap:96 L16/16000/2\r
          a=rtpmap:97 L16/44100\r
          a=rtpmap:98 L16/8000/1\r
          a=rtpmap:9 G722/16000\r
          """))
      #expect(remote.formats.compactMap(\.codec) == [.l16])
    }

    @Test func oldStyleHoldIsHold() throws {
      let local = try #require(
        described(
          Line.text(of: LocalMedia(address: "127.0.0.1", port: 5000), held: false)))
      let remote = try #require(described("c=IN IP4 0.0.0.0\r\nm=audio 4000 RTP/AVP 0\r\n"))
      #expect(NegotiatedMedia(local: local, remote: remote)?.peerReceives == false)
    }
  }
}
