internal import Foundation
internal import Routing
internal import Switchboard

enum SiteKeys {
  static let name = SchemaKey(
    .site, "name", .text, .value("Liandong"), sample: "示范站点",
    "What people call the site.")
  static let dataDirectory = SchemaKey(
    .site, "data-dir", .path, .value("./liandong.data"),
    "Where journal, call records and control socket live, relative to this file.")
  static let timeZone = SchemaKey(
    .site, "timezone", .timeZone, .value("Asia/Shanghai"),
    "The zone in which people read the records and calendars count.")
  static let emergency = SchemaKey(
    .site, "emergency", ValueKind<Destination>.destination.located,
    .words("group 110, if there is one"),
    "Whom the emergency action rings.")
  static let numbers = SchemaKey(
    .site, "numbers", ValueKind<String>.path.located, .words("every number has its section"),
    "The table of the numbers that have no section of their own, relative to this file.")
  static let countryCode = SchemaKey(
    .site, "country-code", .countryCode, .value("86"),
    "The country that the site is in, for numbers that come with + or 00.")
  static let areaCode = SchemaKey(
    .site, "area-code", .areaCode, .words("numbers are not known by one"),
    "The area that the site is in: with it, 0393 12345 is 12345.")
  static let localDigits = SchemaKey(
    .site, "local-digits", .localDigits, .value("8"),
    "How many digits a number within the area has; a longer one has a code before it.")
  static let unknownNumber = SchemaKey(
    .site, "unknown-number", ValueKind<UnknownNumber>.unknownNumber.located, .value("reject"),
    "What becomes of a citizen's call to a number that no rule speaks of.")
  static let through = SchemaKey(
    .site, "through", ValueKind<String>.name(of: .trunk).located, .words("the site is no county"),
    "The trunk to the city's 110, through which a county's 110 reaches 12345.")
  static let tell = SchemaKey(
    .site, "tell", ValueKind<Destination>.destination.located,
    .words("group 12345, if there is one"),
    "Whom a level from 2 up is told by SIP MESSAGE, unless that desk is in the call.")
  static let tones = SchemaKey(
    .site, "tones", ValueKind<ToneCountry>.choice, .value("cn"),
    "The country whose ringback, busy and failure tones people hear.")
  static let prompts = SchemaKey(
    .site, "prompts", .path, .words("the box's own"),
    "The directory of the WAV prompts, relative to this file.")
  static let negotiation = SchemaKey(
    .site, "negotiation-timeout", .duration(.seconds(1) ... .seconds(3600)), .value("180s"),
    "How long desks may negotiate before the first receiver has the matter.")
  static let pingPong = SchemaKey(
    .site, "ping-pong", .duration(.zero ... .seconds(86400)), .value("10min"),
    "Handing a call back to the desk it came from within this time makes a three-way of it.")
  static let retry = SchemaKey(
    .site, "retry", .duration(.milliseconds(100) ... .seconds(60)), .value("5s"),
    "How often a waiting citizen is offered to the group again.")
  static let debounce = SchemaKey(
    .site, "debounce", .duration(.zero ... .seconds(5)), .value("500ms"),
    "The same key again within this time is one press.")
  static let logLevel = SchemaKey(
    .site, "log-level", ValueKind<LogLevel>.choice, .value("info"),
    "The least important line that the log still gets.")

  static let rows =
    [
      name.row, dataDirectory.row, timeZone.row, emergency.row, tell.row, numbers.row,
      countryCode.row, areaCode.row, localDigits.row, unknownNumber.row, through.row, tones.row,
      prompts.row, negotiation.row, pingPong.row, retry.row, debounce.row, logLevel.row,
    ] + RetentionKeys.rows
}

enum MediaKeys {
  static let codecs = SchemaKey(
    .media, "codecs", ValueKind<Codec>.choice.list, .value("PCMA, PCMU"), sample: "PCMA, PCMU",
    "The codecs that are offered, the best first: PCMA and PCMU are narrow-band, G722, opus and L16 carry "
      + "twice the band and cost more; unlike ones meet in the mixer."
  )
  static let recording = SchemaKey(
    .media, "recording", ValueKind<RecordingMode>.choice, .value("off"),
    "Which calls are recorded: none, those with a citizen, or also those between seats.")
  static let consent = SchemaKey(
    .media, "recording-consent", .yesNo, .value("no"),
    "Whether a citizen hears, while it rings, that the call will be recorded.")
  static let reserve = SchemaKey(
    .media, "recording-reserve", .size, .value("1GB"),
    "Nothing is recorded while the disk has less free than this.")
  static let packetTime = SchemaKey(
    .media, "ptime", ValueKind<Duration>.packetTime.located, .value("20"),
    "How much voice peers are asked to put into a packet (a=ptime); they are sent what they ask for. Opus "
      + "has no packets of 30 or 50, L16 is asked for in 10 or 20.")
  static let mediaTimeout = SchemaKey(
    .media, "media-timeout", .duration(.milliseconds(200) ... .seconds(300)), .value("10s"),
    "A leg whose RTP is silent this long has lost its media, unless it said that it pauses.")
  static let comfortNoise = SchemaKey(
    .media, "comfort-noise", .yesNo, .value("no"),
    "Whether peers are told that they may send comfort noise (RFC 3389) and then nothing while nobody "
      + "speaks; who does so unasked is understood as well.")
  static let pauseTimeout = SchemaKey(
    .media, "pause-timeout", .duration(.seconds(1) ... .seconds(86400)), .value("2min"),
    "A leg that said it pauses, and never sent RTCP, has lost its media after this; one that sends RTCP, "
      + "after 25 s without any.")
  static let mediaGrace = SchemaKey(
    .media, "media-grace", .duration(.zero ... .seconds(300)), .value("10s"),
    "How long after that a seat's leg is given up, or a citizen's asked whether it lives.")
  static let rtpCPUs = SchemaKey(
    .media, "cpus-rtp", ValueKind<CPUList>.cpus.located, .words("any"),
    "The CPUs that the thread of RTP keeps to; a change needs a restart.")
  static let mixerCPUs = SchemaKey(
    .media, "cpus-mixer", ValueKind<CPUList>.cpus.located, .words("any"),
    "The CPUs that the mixer's thread keeps to.")
  static let soundCPUs = SchemaKey(
    .media, "cpus-sound", ValueKind<CPUList>.cpus.located, .words("any"),
    "The CPUs that the threads of sound cards keep to.")

  static let rows = [
    codecs.row, recording.row, consent.row, reserve.row, packetTime.row, mediaTimeout.row,
    comfortNoise.row, pauseTimeout.row,
    mediaGrace.row, rtpCPUs.row, mixerCPUs.row, soundCPUs.row,
  ]
}
