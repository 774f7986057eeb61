import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  /// Where the number that a citizen dialled is read.
  @Suite struct DialledNumberTests {
    private static let headers = [
      (
        "Diversion",
        "\"a, b\" <sip:4420001@192.0.2.9;user=phone>;reason=unconditional, "
          + "<tel:+8639312396>;reason=time-of-day"
      ),
      ("Diversion", "<sip:%3112349@192.0.2.9>;reason=unknown;counter=1"),
      (
        "History-Info", "<sip:12333@192.0.2.9?Privacy=history>;index=1, <sip:1@192.0.2.9>;index=1.1"
      ),
      ("History-Info", "<sip:2@192.0.2.9>;index=1.2"),
    ]

    private func dialled(
      _ source: NumberSource, _ headers: [(String, String)] = Self.headers
    ) throws -> String {
      let peer = try RawPeer()
      var configuration = Sites.box(carrier: peer.port)
      configuration.trunks[0].numberFrom = source
      let box = try Side(configuration)
      peer.boxPort = try #require(box.line.listeningPort(of: Sites.gov))
      _ = peer.invite(callID: "dialled", headers: headers)
      try #require(pump(box) { box.incoming != nil })
      return try #require(box.incoming).arrival.dialled
    }

    @Test(arguments: [
      (NumberSource.requestURI, "12345"), (.to, "12345"), (.diversion, "112349"),
      (.historyInfo, "12333"),
    ]) func readsWhatTheTrunkSays(source: NumberSource, number: String) throws {
      #expect(try dialled(source) == number)
    }

    @Test func severalInOneHeader() throws {
      #expect(try dialled(.diversion, [Self.headers[0]]) == "+8639312396")
    }

    @Test(
      arguments: [
        [], [("Diversion", "<sip:anonymous@anonymous.invalid>")], [("Diversion", "no address")],
        [("Diversion", ",,<,\"")],
      ] as [[(String, String)]])
    func whatSaysNothingLeavesTheRequest(headers: [(String, String)]) throws {
      #expect(try dialled(.diversion, headers) == "12345")
    }
  }

  /// Calls that boxes hand on to each other.
  @Suite struct BoxesTests {
    private let peer: RawPeer
    private let seat: RawPeer
    private let box: Side

    init() throws {
      peer = try RawPeer()
      seat = try RawPeer()
      box = try Side(Sites.box(carrier: peer.port, seat1001: seat.port))
      peer.boxPort = try #require(box.line.listeningPort(of: Sites.gov))
    }

    @Test(arguments: [("", 0), ("1", 1), ("4", 4), ("-1", 0)])
    func eachCountsItself(came: String, boxes: Int) throws {
      _ = peer.invite(callID: "count", headers: came.isEmpty ? [] : [("X-Liandong-Boxes", came)])
      try #require(pump(box) { box.incoming != nil })
      let incoming = try #require(box.incoming)
      #expect(incoming.arrival.boxes == boxes)
      box.line.bind(incoming.leg, to: Sites.identity.call)
      box.line.dial(box.newLeg(), .seat("1001"), Sites.identity)
      #expect(try seat.request("INVITE", box)["X-Liandong-Boxes"] == "\(boxes + 1)")
    }

    @Test(arguments: ["5", "6", "99999999999999999999", "many"])
    func tooManyAreRefused(came: String) throws {
      _ = peer.invite(callID: "many", headers: [("X-Liandong-Boxes", came)])
      #expect(try peer.response("INVITE", box).status == 483)
      #expect(box.incoming == nil)
    }
  }
}
