internal import Routing
internal import Switchboard

extension SiteChecker {
  /// Which calls are recorded.
  func recordingRules(_ media: SectionReader) -> RecordingRules {
    var rules = RecordingRules()
    rules.mode = media.read(MediaKeys.recording) ?? .off
    rules.announces = media.read(MediaKeys.consent) ?? false
    for section in sections(.number) {
      let reader = SectionReader(section: section, findings: findings)
      let pattern = reader.name
      let number = pattern.hasSuffix("*") ? pattern : numbers.numbering.local(pattern)
      rules.numbers[number] = reader.read(NumberKeys.record)
    }
    for section in sections(.group) {
      let reader = SectionReader(section: section, findings: findings)
      rules.groups[GroupName(reader.name)] = reader.read(GroupKeys.record)
    }
    return rules
  }

  /// What the recorder needs to know.
  func recordingSettings(
    _ media: SectionReader, _ rules: RecordingRules, _ keys: [Key]
  ) -> RecordingSettings? {
    let reserve = media.read(MediaKeys.reserve)
    let isExpected = rules.records || keys.contains { $0.action == .record }
    if rules.announces, !isExpected {
      findings.warning(
        media.place(of: MediaKeys.consent),
        "recording-consent is \"yes\", but no call is recorded; expected recording = calls or all, "
          + "or record = yes in a [number] or [group]")
    }
    guard let reserve else { return nil }
    return RecordingSettings(reserve: reserve)
  }
}
