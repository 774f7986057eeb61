extension Mistakes {
  static let peers = [
    Mistake(
      "udp:127.0.0.2:5060", becomes: "udp:127.0.0.2",
      "site.conf:2:7: error: sip has \"udp:127.0.0.2\"; expected udp:ADDRESS:PORT or "
        + "tcp:ADDRESS:PORT, one address of this box, IPv6 in brackets"),
    Mistake(
      "udp:127.0.0.2:5060", becomes: "udp:0.0.0.0:5060",
      "site.conf:2:7: error: sip has \"udp:0.0.0.0:5060\"; expected udp:ADDRESS:PORT or "
        + "tcp:ADDRESS:PORT, one address of this box, IPv6 in brackets"),
    Mistake(
      "20000-20999", becomes: "20000-20000",
      "site.conf:3:7: error: rtp has \"127.0.0.2:20000-20000\"; expected ADDRESS:LOW-HIGH, at "
        + "least two ports of 1024 to 65535 of one address, IPv6 in brackets"),
    Mistake(
      "udp:127.0.0.2:5060", becomes: "udp:127.0.0.2:5060, udp:[::1]:5060",
      "site.conf:2:27: error: sip has IPv6, for which rtp has no range; "
        + "expected rtp = ADDRESS:LOW-HIGH for it"),
    Mistake(
      "127.0.0.2:20000-20999", becomes: "127.0.0.2:20000-20999, [::1]:20000-20999",
      "site.conf:3:30: error: rtp has IPv6, which sip has not; expected the families of sip"),
    Mistake(
      "allow = 127.0.0.0/8", becomes: "allow = 127.0.0.1/8",
      "site.conf:4:9: error: allow has \"127.0.0.1/8\"; expected \"127.0.0.0/8\", or one address "
        + "without \"/\""),
    Mistake(
      "allow = 127.0.0.0/8", becomes: "",
      "site.conf:1:1: error: [network gov] has no allow; expected allow = an address, or a block "
        + "such as 192.0.2.0/24 or 2001:db8::/32, or several with commas between"),
    Mistake(
      "[network b]\nsip = udp:127.0.0.2:5060\nrtp = 127.0.0.2:20999-21999\nallow = 127.0.0.0/8",
      "site.conf:17:7: error: sip has \"udp:127.0.0.2:5060\", which network gov has already; "
        + "expected a free address or port",
      "site.conf:18:7: error: rtp has \"127.0.0.2:20999-21999\", which overlaps "
        + "\"127.0.0.2:20000-20999\" of network gov; expected ports of its own"),
    Mistake(
      "20000-20999", becomes: "5000-6000",
      "site.conf:3:7: error: rtp has \"127.0.0.2:5000-6000\", in which \"udp:127.0.0.2:5060\" of "
        + "network gov lies; expected ports of its own"),
    Mistake(
      "network = gov\npeer", becomes: "network = gvo\npeer",
      "site.conf:6:11: error: network \"gvo\" does not exist; did you mean \"gov\"?"),
    Mistake(
      "sip:127.0.0.1:5070", becomes: "127.0.0.1:5070",
      "site.conf:7:8: error: peer is \"127.0.0.1:5070\"; expected a URI such as "
        + "sip:1001@192.0.2.7:5060 or sip:[2001:db8::7];transport=tcp"),
    Mistake(
      "sip:127.0.0.1:5070", becomes: "sip:127.0.0.2",
      "site.conf:7:8: error: peer is \"sip:127.0.0.2:5060\", the box itself; "
        + "expected the address of a peer"),
    Mistake(
      "sip:127.0.0.1:5070", becomes: "sip:192.0.2.9;transport=tcp",
      "site.conf:7:8: error: peer needs tcp over IPv4, which network gov has not; "
        + "expected one of: udp:127.0.0.2:5060",
      "site.conf:7:8: warning: peer is at 192.0.2.9, whom network gov does not let in; "
        + "expected it within allow = 127.0.0.0/8"),
    Mistake(
      "sip:127.0.0.1:5070", becomes: "sip:carrier.example",
      "site.conf:7:8: warning: peer is at a host name, so calls to it are made and calls from it "
        + "refused: who calls is known by the address; expected an address such as sip:192.0.2.7:5060"
    ),
    Mistake(
      "sip:127.0.0.1:5070", becomes: "sip:127.0.0.1:5070\nregister = yes",
      "site.conf:5:1: error: [trunk carrier] has no username though it registers; "
        + "expected username = 1 to 128 printable characters",
      "site.conf:5:1: error: [trunk carrier] has no password though it registers; "
        + "expected password = 1 to 128 characters"),
    Mistake(
      "[trunk b]\nnetwork = gov\npeer = sip:127.0.0.1:5070",
      "site.conf:18:8: warning: peer is that of trunk carrier, so calls from it count as "
        + "carrier's; expected another address or port"),
    Mistake(
      "platform = 110\n", becomes: "",
      "site.conf:8:1: error: [seat 2001] has no platform; expected platform = a name of 1 to 64 "
        + "letters, digits, \".\", \"_\" and \"-\""),
    Mistake(
      "contact = sip:2001@127.0.0.1:5072\n", becomes: "",
      "site.conf:8:1: error: [seat 2001] has neither contact nor password nor sound; expected "
        + "a contact for a fixed address, a password for a phone that registers, or sound for a card "
        + "of the box"),
    Mistake(
      "contact = sip:2001@127.0.0.1:5072\n",
      becomes: "contact = sip:2001@127.0.0.1:5072\npassword = hunter2\n",
      "site.conf:12:1: error: [seat 2001] has a contact and a password; expected a contact "
        + "for a fixed address, or a password for a phone that registers"),
    Mistake(
      "contact = sip:2001@127.0.0.1:5072\n", becomes: "password = \"hunter2\n",
      "site.conf:11:12: error: a quote that never ends; expected \" at its end"),
    Mistake(
      "[seat 2002]\nplatform = 110\nnetwork = gov\ncontact = sip:2001@127.0.0.1:5072",
      "site.conf:19:11: error: contact is that of seat 2001; "
        + "expected a user, address or port of its own"),
  ]
}
