internal import Foundation
internal import Routing
internal import Switchboard

extension SiteChecker {
  /// What `[site]` says of the site as a whole.
  struct Head {
    let name: String
    let dataDirectory: String
    let timeZone: TimeZone
    let logLevel: LogLevel
    let tones: ToneCountry
    let prompts: String?
  }

  func head(_ site: SectionReader) -> Head? {
    let name = site.read(SiteKeys.name)
    let timeZone = site.read(SiteKeys.timeZone)
    let logLevel = site.read(SiteKeys.logLevel)
    let tones = site.read(SiteKeys.tones)
    let data = site.read(SiteKeys.dataDirectory)
    let prompts = site.read(SiteKeys.prompts)
    guard let name, let timeZone, let logLevel, let tones, let data else { return nil }
    let dataDirectory =
      site.has(SiteKeys.dataDirectory)
      ? base.absolute(data) : base.dataDirectory ?? base.absolute(data)
    return Head(
      name: name, dataDirectory: dataDirectory, timeZone: timeZone, logLevel: logLevel,
      tones: tones, prompts: prompts.map(base.absolute))
  }

  func mediaSettings(_ media: SectionReader) -> MediaSettings? {
    let codecs = media.read(MediaKeys.codecs)
    let packetTime = media.read(MediaKeys.packetTime)
    let timeout = media.read(MediaKeys.mediaTimeout)
    let comfortNoise = media.read(MediaKeys.comfortNoise)
    let pause = media.read(MediaKeys.pauseTimeout)
    guard let codecs, let packetTime, let timeout, let comfortNoise, let pause else { return nil }
    check(packetTime.value, with: codecs.map(\.value), at: packetTime.place)
    return MediaSettings(
      codecs: codecs.map(\.value), packetTime: packetTime.value, mediaTimeout: timeout,
      comfortNoise: comfortNoise, pauseTimeout: pause,
      cpusRtp: cpus(media, MediaKeys.rtpCPUs), cpusMixer: cpus(media, MediaKeys.mixerCPUs),
      cpusSound: cpus(media, MediaKeys.soundCPUs))
  }

  /// The CPUs of a thread. One that the machine does not have is no mistake: a box that lost a CPU, or
  /// got a site from a larger one, works on.
  private func cpus(
    _ media: SectionReader, _ key: SchemaKey<Located<CPUList>>
  ) -> CPUList? {
    guard let wanted = media.read(key) else { return nil }
    if let allowed, let missing = wanted.value.without(allowed) {
      findings.warning(
        wanted.place,
        "\(key.row.key) has CPU \(missing), which this machine does not have or does not allow; "
          + "expected some of \(allowed)")
    }
    return wanted.value
  }

  func retention(_ site: SectionReader) -> SiteRetention? {
    let records = site.read(RetentionKeys.records)
    let ledger = site.read(RetentionKeys.ledger)
    let recordings = site.read(RetentionKeys.recordings)
    let bytes = site.read(RetentionKeys.recordingBytes)
    guard let records, let ledger, let recordings, let bytes else { return nil }
    return SiteRetention(
      recordDays: records, ledgerDays: ledger, recordingDays: recordings, recordingBytes: bytes)
  }

  func policy(_ site: SectionReader, _ media: SectionReader) -> Policy? {
    let debounce = site.read(SiteKeys.debounce)
    let pingPong = site.read(SiteKeys.pingPong)
    let negotiation = site.read(SiteKeys.negotiation)
    let retry = site.read(SiteKeys.retry)
    let grace = media.read(MediaKeys.mediaGrace)
    guard let debounce, let pingPong, let negotiation, let retry, let grace else { return nil }
    var policy = Policy()
    policy.debounce = debounce
    policy.pingPong = pingPong
    policy.negotiation = negotiation
    policy.retry = retry
    policy.mediaGrace = grace
    policy.recording = recordingRules(media)
    policy.tell = tell(site)
    return policy
  }

  func nuisanceLimits(_ nuisance: SectionReader) -> NuisanceLimits? {
    let flag = nuisance.read(NuisanceKeys.flag)
    let hour = nuisance.read(NuisanceKeys.callsPerHour)
    let day = nuisance.read(NuisanceKeys.callsPerDay)
    let repeats = nuisance.read(NuisanceKeys.repeats)
    let marks = nuisance.read(NuisanceKeys.marks)
    let window = nuisance.read(NuisanceKeys.marksWindow)
    guard let flag, let hour, let day, let repeats, let marks, let window else { return nil }
    var limits = NuisanceLimits()
    (limits.isOn, limits.callsPerHour, limits.callsPerDay) = (flag, hour, day)
    (limits.repeatsPerHour, limits.marks, limits.marksWindow) = (repeats, marks, window)
    return limits
  }

  /// Whom a level from 较大 up is told: the desk that the site names, else group 12345.
  private func tell(_ site: SectionReader) -> Destination? {
    if site.has(SiteKeys.tell) { return destination(site.read(SiteKeys.tell)) }
    return exists(.group, "12345") ? .group("12345") : nil
  }

  /// Whom the emergency action rings; a key of that action must ring somebody.
  func emergency(_ site: SectionReader) -> Destination {
    let usual = Destination.group("110")
    if site.has(SiteKeys.emergency) { return destination(site.read(SiteKeys.emergency)) ?? usual }
    if exists(.group, "110") { return usual }
    let presses = sections(.key).compactMap { $0.entry(KeyKeys.action.row.key)?.value }
      .filter { $0.text == KeyAction.emergency.rawValue }
    for press in presses {
      findings.error(
        press.place,
        "action is \"emergency\", which would ring nobody; expected [group 110], "
          + "or emergency = \(SiteKeys.emergency.kind.expected) in [site]")
    }
    if presses.isEmpty, !isLost {
      findings.warning(
        nil,
        "nobody to ring in an emergency; expected [group 110], or emergency = "
          + "\(SiteKeys.emergency.kind.expected) in [site]")
    }
    return usual
  }
}
