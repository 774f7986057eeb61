import Routing
import Switchboard
import Testing

@testable import SIPLine

@Suite struct TextTests {
  @Test func readsURIs() throws {
    let uri = try #require(SIPURI("\"A\" <sip:%31%32%33@[::1]:5061;transport=TCP;lr?X=y>;tag=1"))
    #expect(uri.user == "123")
    #expect(uri.host == "::1")
    #expect(uri.port == 5061)
    #expect(uri.transport == .tcp)
    #expect(uri.headers == "X=y")
    #expect(uri.text == "sip:123@[::1]:5061;transport=tcp")
    #expect(SIPURI("tel:+8613800000000;phone-context=cn")?.user == "+8613800000000")
    #expect(SIPURI("sip:10.0.0.1")?.port == nil)
    for bad in ["", "sip:", "http://x", "sip:a@:5060", "sip:a@b:99999", "sip:[::1"] {
      #expect(SIPURI(bad) == nil, "\(bad)")
    }
  }

  /// A display name is the caller's own choice: no number is read from it.
  @Test(arguments: [
    ("\"<sip:110@h>\" <sip:138@h>", "138"), ("\"a\\\"<sip:110@h>\" <sip:138@h>", "138"),
    ("\"110@\"<tel:138>", "138"), ("张三 <sip:138@h>", "138"), ("\"<sip:110@h> <sip:138@h>", nil),
  ])
  func displayNamesAreNotRead(text: String, user: String?) {
    #expect(SIPURI(text)?.user == user)
  }

  @Test func aLineOfTheLogIsOneLine() {
    let dump = "15:04 Error from 10.0.0.9:5060:\nINVITE sip:x\n2026-11-21 info event=key\n"
    #expect(LogText.firstLine(of: dump) == "15:04 Error from 10.0.0.9:5060:\n")
    #expect(LogText.firstLine(of: "a\u{1B}[2Jb\rc") == "a\u{FFFD}[2Jb\n")
    let message = "REGISTER\r\nAuthorization: Digest response=1\r\nTo: x"
    #expect(LogText.withoutCredentials(message) == "REGISTER\nTo: x")
  }

  @Test func numbersCannotLeaveTheirHeader() {
    #expect(Identity.clean("138\r\nX: y<>;@\"") == "138Xy")
    #expect(Identity.clean(String(repeating: "1", count: 200)).count == 64)
  }

  @Test func rangesHoldTheirAddresses() throws {
    let range = try #require(AddressRange("10.128.0.0/9"))
    #expect(range.contains(try #require(IPAddress("10.200.1.1"))))
    #expect(!range.contains(try #require(IPAddress("10.127.255.255"))))
    #expect(!range.contains(try #require(IPAddress("::1"))))
    #expect(try #require(AddressRange("::/0")).contains(try #require(IPAddress("fd00::1"))))
    #expect(try #require(AddressRange("0.0.0.0/0")).contains(try #require(IPAddress("8.8.8.8"))))
    for bad in ["", "10.0.0.0/33", "10.0.0/8", "x/8", "10.0.0.0/8/8"] {
      #expect(AddressRange(bad) == nil, "\(bad)")
    }
  }

  @Test func digitsOfInfoBodies() {
    #expect(Line.digit(in: "Signal=5\r\nDuration=160\r\n") == "5")
    #expect(Line.digit(in: "Signal= *\r\n") == "*")
    #expect(Line.digit(in: "signal=11") == "#")
    #expect(Line.digit(in: "7") == "7")
    for bad in ["", "Signal=", "Signal=x", "Duration=5", "55"] {
      #expect(Line.digit(in: bad) == nil, "\(bad)")
    }
  }

  @Test func noncesAreGoodOnceAndForAWhile() {
    var nonces = Nonces()
    let (made, soon) = (Instant(microseconds: 1_000_000), Instant(microseconds: 2_000_000))
    let nonce = nonces.make(at: made)
    #expect(nonces.judge(nonce, count: 1, seat: "1", at: soon) == .good)
    #expect(nonces.judge(nonce, count: 0, seat: "1", at: soon) == .forged)
    nonces.spend(nonce, count: 1, seat: "1")
    #expect(nonces.judge(nonce, count: 1, seat: "1", at: soon) == .stale)
    #expect(nonces.judge(nonce, count: 2, seat: "1", at: soon) == .good)
    #expect(nonces.judge(nonce, count: 1, seat: "2", at: soon) == .good)
    #expect(nonces.judge(nonce, count: 3, seat: "1", at: soon + .seconds(300)) == .stale)
    nonces.spend(nonces.make(at: soon), count: 1, seat: "1")
    #expect(nonces.judge(nonce, count: 9, seat: "1", at: soon) == .stale)
    #expect(Nonces().judge(nonce, count: 3, seat: "1", at: soon) == .forged)
    #expect(nonces.judge("x", count: 1, seat: "1", at: soon) == .forged)
  }

  @Test func refusalsAreBounded() {
    var limit = RefusalLimit()
    let admitted = (0..<100).filter { _ in limit.admits(at: .now) }.count
    #expect(admitted <= 40)
    #expect(admitted >= 20)
  }
}
