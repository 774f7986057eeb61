extension SiteChecker {
  /// Reports unknown kinds and keys, and names that cannot be.
  func checkTitles() {
    for section in document.sections {
      guard let kind = SectionKind(rawValue: section.kind.value) else {
        findings.error(
          section.kind.place,
          "unknown section \(section.title.shown); "
            + Nearest.hint(for: section.kind.value, among: SectionKind.allCases.map(\.rawValue)))
        continue
      }
      checkName(section, kind)
      SectionReader(section: section, findings: findings).checkKeys(SiteSchema.rows(of: kind))
    }
  }

  private func checkName(_ section: INISection, _ kind: SectionKind) {
    guard let name = section.name else {
      guard kind.nameWord != nil else { return }
      findings.error(section.place, "\(section.title) has no name; expected \(kind.title)")
      return
    }
    if kind.nameWord == nil {
      findings.error(
        name.place, "\(section.title.shown) has a name; expected \(kind.title)")
    } else if kind == .number {
      if !ValueKind<String>.isPattern(name.value) {
        findings.error(
          name.place,
          "number is \(name.value.shown); expected \(ValueKind<String>.pattern.expected)")
      }
    } else if !ValueKind<String>.isName(name.value) {
      findings.error(
        name.place,
        "\(kind.rawValue) is \(name.value.shown); expected \(ValueKind<String>.name.expected)")
    }
  }

  /// Reports too many sections of a kind, and says whether all kinds are within their limits.
  func checkLimits() -> Bool {
    var isWithin = true
    for kind in SectionKind.allCases where kind.nameWord != nil {
      let sections = sections(kind)
      guard sections.count > kind.limit else { continue }
      findings.error(
        sections[kind.limit].place,
        "\(sections.count) sections \(kind.title); expected at most \(kind.limit)")
      isWithin = false
    }
    return isWithin
  }

  /// Reports what every site must have.
  func checkPresence() {
    guard !isLost else { return }
    if sections(.network).isEmpty {
      findings.error(
        nil, "no network; expected at least one section [network NAME] with sip, rtp and allow")
    }
    if sections(.number).isEmpty, !hasNumbersTable {
      findings.warning(
        nil, "no number, so every call is refused; expected at least one section [number PATTERN]")
    }
  }
}
