import Testing

@testable import SIPLine

@Suite struct SDPTests {
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
    let description = try #require(SessionDescription(offer))
    #expect(description.address == "10.0.0.2")
    #expect(description.port == 4000)
    #expect(description.formats.map(\.encoding) == ["G729", "PCMA", "TELEPHONE-EVENT"])
    #expect(description.direction == .sendonly)
    #expect(description.ptime == 30)
    #expect(description.shares([.pcma]))
    #expect(!description.shares([.pcmu]))
  }

  @Test(arguments: [
    "", "m=audio", "m=audio 0 RTP/AVP 8", "m=audio 70000 RTP/AVP 8", "m=audio 4000 RTP/SAVP 8",
    "m=video 4000 RTP/AVP 8", "\r\n\r\nm=",
  ])
  func refusesWhatHasNoVoice(text: String) { #expect(SessionDescription(text) == nil) }

  @Test func agreesOnTheFirstCommonCodec() throws {
    let local = try #require(
      SessionDescription(
        Line.text(of: LocalMedia(address: "127.0.0.1", port: 5000), held: false)))
    let remote = try #require(SessionDescription(offer))
    let media = try #require(NegotiatedMedia(local: local, remote: remote))
    #expect(media.codec == .pcma)
    #expect(media.telephoneEventSend == 97)
    #expect(media.telephoneEventReceive == 101)
    #expect(media.ptime == 30)
    #expect(media.peerSends)
    #expect(!media.peerReceives)
  }

  @Test func oldStyleHoldIsHold() throws {
    let local = try #require(
      SessionDescription(
        Line.text(of: LocalMedia(address: "127.0.0.1", port: 5000), held: false)))
    let remote = try #require(SessionDescription("c=IN IP4 0.0.0.0\r\nm=audio 4000 RTP/AVP 0\r\n"))
    #expect(NegotiatedMedia(local: local, remote: remote)?.peerReceives == false)
  }
}
