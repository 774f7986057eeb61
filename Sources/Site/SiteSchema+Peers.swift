enum NetworkKeys {
  static let sip = SchemaKey(
    .network, "sip", ValueKind<SIPListener>.sipListener.list, .required,
    sample: "udp:127.0.0.3:5060, tcp:127.0.0.3:5060",
    "Where SIP is taken.")
  static let rtp = SchemaKey(
    .network, "rtp", ValueKind<MediaPorts>.mediaPorts.list, .required,
    sample: "127.0.0.3:25000-29999",
    "Where RTP is taken: one range for IPv4, one for IPv6, whichever sip has.")
  static let allow = SchemaKey(
    .network, "allow", ValueKind<AddressBlock>.addressBlock.list, .required,
    sample: "127.0.0.0/8",
    "Who may speak to the box on this network; everybody else gets no answer.")

  static let rows = [sip.row, rtp.row, allow.row]
}

enum TrunkKeys {
  static let network = SchemaKey(
    .trunk, "network", ValueKind<String>.name(of: .network).located, .required, sample: "police",
    "The network on which the peer lives.")
  static let peer = SchemaKey(
    .trunk, "peer", ValueKind<SIPURI>.sipURI.located, .required, sample: "sip:127.0.0.1:5070",
    "Where the peer is.")
  static let username = SchemaKey(
    .trunk, "username", ValueKind<String>.word, .words("the peer asks for no password"),
    "The user name that the peer knows the box by.")
  static let password = SchemaKey(
    .trunk, "password", .password, .words("the peer asks for no password"),
    "The password that goes with username.")
  static let realm = SchemaKey(
    .trunk, "realm", ValueKind<String>.word, .words("whichever the peer names"),
    "The realm that the password is for.")
  static let register = SchemaKey(
    .trunk, "register", ValueKind<Bool>.yesNo.located, .value("no"),
    "Whether the box registers with the peer.")
  static let expires = SchemaKey(
    .trunk, "expires", .duration(.seconds(10) ... .seconds(86400)), .value("1h"),
    "How long a registration is asked for.")
  static let qualify = SchemaKey(
    .trunk, "qualify", .durationOrOff(.seconds(1) ... .seconds(3600)), .value("off"),
    "How often the peer is asked by OPTIONS whether it lives.")
  static let identity = SchemaKey(
    .trunk, "identity", ValueKind<IdentityPolicy>.choice, .value("trust"),
    "Whether P-Asserted-Identity is believed from the peer and sent to it.")
  static let callerID = SchemaKey(
    .trunk, "caller-id", .callerID, .value("citizen"),
    "The number that the peer is shown: the citizen's, or this one.")
  static let numberFrom = SchemaKey(
    .trunk, "number-from", ValueKind<NumberSource>.choice, .value("request-uri"),
    "Where the number that a citizen dialled first is read: in the request's URI, in To, in the last "
      + "Diversion (RFC 5806) or the first History-Info (RFC 7044); where that is not there, in the "
      + "request's URI.")
  static let nat = SchemaKey(
    .trunk, "nat", .yesNo, .value("no"),
    "Whether RTP goes to where it comes from, once, instead of where SDP says.")
  static let codecs = SchemaKey(
    .trunk, "codecs", ValueKind<Codec>.choice.list, .words("those of [media]"),
    "The codecs that are offered to this peer, the best first.")
  static let packetTime = SchemaKey(
    .trunk, "ptime", ValueKind<Duration>.packetTime.located, .words("that of [media]"),
    "How much voice this peer is asked to put into a packet.")
  static let comfortNoise = SchemaKey(
    .trunk, "comfort-noise", .yesNo, .words("that of [media]"),
    "Whether this peer is told that it may send comfort noise while nobody speaks.")
  static let channels = SchemaKey(
    .trunk, "channels", ValueKind<Int>.count(1...10_000), .words("nobody counts them"),
    "How many calls the trunk carries at once, in both directions; calls out over a full trunk are "
      + "busy, and the next target is tried.")
  static let reserved = SchemaKey(
    .trunk, "reserved", ValueKind<Int>.count(0...10_000).located, .value("0"),
    "How many of the channels are kept for emergencies and for calls to where emergencies ring.")
  static let whenFull = SchemaKey(
    .trunk, "when-full", ValueKind<FullTrunkPolicy>.choice, .value("accept"),
    "What happens to a call that comes in when no channel is left for it: refuse answers 503.")

  static let rows = [
    network.row, peer.row, username.row, password.row, realm.row, register.row, expires.row,
    qualify.row, identity.row, callerID.row, numberFrom.row, nat.row, codecs.row, packetTime.row,
    comfortNoise.row,
    channels.row,
    reserved.row, whenFull.row,
  ]
}

enum SeatKeys {
  static let platform = SchemaKey(
    .seat, "platform", ValueKind<String>.name, .required, sample: "110",
    "The desk that the seat belongs to.")
  static let network = SchemaKey(
    .seat, "network", ValueKind<String>.name(of: .network).located,
    .words("the seat has a sound card instead of a phone"), sample: "police",
    "The network on which the phone lives.")
  static let contact = SchemaKey(
    .seat, "contact", ValueKind<SIPURI>.sipURI.located, .words("the phone registers"),
    sample: "sip:2001@127.0.0.1:5072",
    "The fixed address of a phone that does not register.")
  static let password = SchemaKey(
    .seat, "password", ValueKind<Secret>.password.located, .words("the phone has a fixed contact"),
    "What the phone registers with, under the seat's name.")
  static let display = SchemaKey(
    .seat, "display", .text, .words("the seat's name"),
    "What people call the seat.")
  static let nat = SchemaKey(
    .seat, "nat", .yesNo, .value("no"),
    "Whether RTP goes to where it comes from, once, instead of where SDP says.")
  static let codecs = SchemaKey(
    .seat, "codecs", ValueKind<Codec>.choice.list, .words("those of [media]"),
    "The codecs that are offered to this phone, the best first.")
  static let packetTime = SchemaKey(
    .seat, "ptime", ValueKind<Duration>.packetTime.located, .words("that of [media]"),
    "How much voice this phone is asked to put into a packet.")
  static let comfortNoise = SchemaKey(
    .seat, "comfort-noise", .yesNo, .words("that of [media]"),
    "Whether this phone is told that it may send comfort noise while nobody speaks.")

  static let gain = SchemaKey(
    .seat, "gain", ValueKind<Double>.decibels(-12...12), .value("0"),
    "By how many dB what the agent says is made louder for everybody; less than 0 makes it softer. A seat "
      + "with a gain is mixed, never relayed packet by packet.")
  static let sound = SchemaKey(
    .seat, "sound", ValueKind<String>.soundDevice.located, .words("the seat has a phone"),
    "The sound card of the box that is this seat's handset or headset, by ALSA's name for it; see "
      + "liandong sound list.")
  static let ringDevice = SchemaKey(
    .seat, "ring-device", ValueKind<String>.soundDevice, .words("sound rings itself"),
    "The sound card that rings when the seat is called, such as a loudspeaker beside the headset.")
  static let input = SchemaKey(
    .seat, "input", ValueKind<String>.inputDevice.located,
    .words("the seat has no keys of its own"),
    "The keypad or headset hook of the seat; best by its name in /dev/input/by-id.")
  static let buttons = SchemaKey(
    .seat, "buttons", ValueKind<ButtonKey>.buttonKey.list, .words("the input has no meaning"),
    "What the input's buttons press: answer, hang-up, hook, mute, dial-NUMBER, a key of the site or a bare "
      + "action."
  )

  static let rows = [
    platform.row, network.row, contact.row, password.row, display.row, nat.row, gain.row,
    codecs.row, packetTime.row, comfortNoise.row, sound.row, ringDevice.row, input.row, buttons.row,
  ]
}
