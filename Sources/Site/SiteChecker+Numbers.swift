internal import Routing

/// The number plan, from its sections and its table.
extension SiteChecker {
  var hasNumbersTable: Bool { sections(.site).first?.entry(SiteKeys.numbers.row.key) != nil }

  /// What sections and table say of numbers, each number once.
  func numberDrafts(_ site: SectionReader, _ numbering: Numbering) -> [NumberDraft] {
    let sections = sections(.number).map {
      NumberDraft(SectionReader(section: $0, findings: findings))
    }
    var first: [String: NumberDraft] = [:]
    return (sections + rows(of: site)).filter { draft in
      let pattern = draft.pattern.value
      let number = pattern.hasSuffix("*") ? pattern : numbering.local(pattern)
      guard let other = first[number] else {
        first[number] = draft
        return true
      }
      draft.findings.error(
        draft.pattern.place,
        "number \(pattern.shown) is \(other.title) of \(other.findings.file), line "
          + "\(other.place.line); expected each number once")
      return false
    }
  }

  private func rows(of site: SectionReader) -> [NumberDraft] {
    guard let path = site.read(SiteKeys.numbers) else { return [] }
    let findings = findings.findings(inFile: shown(path.value))
    let table = CSVTable.read(base.absolute(path.value), NumberColumns.schema, findings)
    return table?.readers(findings).compactMap { NumberDraft($0) } ?? []
  }

  /// A path beside the site file, as the user would name it.
  private func shown(_ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = findings.file.lastIndex(of: "/") else { return path }
    return findings.file[...slash] + path
  }

  func numbering(_ site: SectionReader) -> Numbering {
    let usual = Numbering()
    return Numbering(
      countryCode: site.read(SiteKeys.countryCode) ?? usual.countryCode,
      areaCode: site.read(SiteKeys.areaCode) ?? usual.areaCode,
      localDigits: site.read(SiteKeys.localDigits) ?? usual.localDigits)
  }

  func unknownNumber(_ site: SectionReader) -> UnknownNumber {
    guard let unknown = site.read(SiteKeys.unknownNumber) else { return .reject }
    if case .group(let name) = unknown.value {
      _ = resolve(Located(value: name.text, place: unknown.place), .group)
    }
    return unknown.value
  }

  /// The rules of the plan, in the order of sections and rows.
  func rules(_ drafts: [NumberDraft], _ numbering: Numbering) -> [NumberRule] {
    let hotline = hotline(drafts, numbering)
    return drafts.compactMap { rule($0, hotline: hotline) }
  }

  /// Where 12345 leads: there the calls of merged numbers go that name no group.
  private func hotline(_ drafts: [NumberDraft], _ numbering: Numbering) -> Route? {
    let own = drafts.first { numbering.local($0.pattern.value) == "12345" }
    if let own, let route = plainRoute(own) { return route }
    return exists(.group, "12345") ? .group("12345") : nil
  }

  private func plainRoute(_ draft: NumberDraft) -> Route? {
    if let group = draft.group.value { return .group(GroupName(group.value)) }
    if let seat = draft.seat.value { return .seat(SeatName(seat.value)) }
    return draft.trunk.value.map { .trunk(TrunkName($0.value)) }
  }

  // MARK: One rule

  private func rule(_ draft: NumberDraft, hotline: Route?) -> NumberRule? {
    let before = draft.findings.errorCount
    for (field, kind) in [
      (draft.group, SectionKind.group), (draft.seat, .seat), (draft.trunk, .trunk),
      (draft.experts, .group),
    ] {
      if let name = field.value { resolve(name, kind, draft.findings) }
    }
    checkOwn(draft)
    guard let mode = draft.mode.value else { return nil }
    let route = mode.value == .plain ? plain(draft, hotline) : merged(draft, mode.value, hotline)
    guard let route, draft.findings.errorCount == before else { return nil }
    return NumberRule(
      pattern: draft.pattern.value, name: draft.name ?? "", route: route,
      merger: mode.value == .plain ? nil : merger(draft, mode.value))
  }

  /// A number that leads where it says, and has nothing of a merged one.
  private func plain(_ draft: NumberDraft, _ hotline: Route?) -> Route? {
    for (name, place) in draft.mergedOnly {
      draft.findings.error(
        place, "\(name) stands with mode \"plain\"; expected mode = whole, dual or branch")
    }
    let ways = [draft.group, draft.seat, draft.trunk].filter(\.isWritten)
    if ways.isEmpty, draft.isRow { return lead(draft, hotline) }
    guard ways.count == 1 else {
      let place = ways.map(\.place).sorted().dropFirst().first ?? draft.place
      let found = ways.isEmpty ? "leads nowhere" : "leads to \(ways.count) places"
      draft.findings.error(
        place, "\(draft.title) \(found); expected exactly one of group, seat and trunk")
      return nil
    }
    return plainRoute(draft)
  }

  private func merged(
    _ draft: NumberDraft, _ mode: MergeMode, _ hotline: Route?
  ) -> Route? {
    if draft.pattern.value.hasSuffix("*") {
      draft.findings.error(
        draft.pattern.place,
        "number \(draft.pattern.value.shown) is many numbers with mode \"\(mode.rawValue)\"; "
          + "expected one number")
    }
    for field in [draft.seat, draft.trunk] where field.isWritten {
      draft.findings.error(
        field.place,
        "\(field.name) stands with mode \"\(mode.rawValue)\"; expected group, and own for seats "
          + "that the number kept")
    }
    if mode == .branch, !draft.own.isWritten {
      draft.findings.error(
        draft.place,
        "\(draft.title) has no own though its mode is \"branch\"; expected own = "
          + NumberKeys.own.kind.expected)
    }
    if draft.citizens.value?.value == .own, !draft.own.isWritten {
      draft.findings.error(
        draft.citizens.place,
        "citizens is \"own\" without own; expected own = \(NumberKeys.own.kind.expected)")
    }
    if mode != .whole, let after = draft.after.value, draft.after.isWritten,
      after.value != .silent
    {
      draft.findings.warning(
        after.place,
        "after is \"\(after.value.rawValue)\", which tells callers that the number is withdrawn, "
          + "but mode \"\(mode.rawValue)\" keeps it; expected silent")
    }
    return lead(draft, hotline)
  }

  /// The group that is named, else where 12345 leads.
  private func lead(_ draft: NumberDraft, _ hotline: Route?) -> Route? {
    if draft.group.isWritten { return draft.group.value.map { .group(GroupName($0.value)) } }
    if hotline == nil {
      draft.findings.error(
        draft.place,
        "\(draft.title) has no group, and 12345 leads nowhere; expected group = NAME, or "
          + "[number 12345]")
    }
    return hotline
  }

  private func checkOwn(_ draft: NumberDraft) {
    guard let own = draft.own.value else { return }
    let (name, kind): (String, SectionKind) =
      switch own.value {
      case .group(let name): (name.text, .group)
      case .seat(let name): (name.text, .seat)
      case .trunk(let name, _): (name.text, .trunk)
      case .number(let number): (number, .number)
      }
    resolve(Located(value: name, place: own.place), kind, draft.findings)
  }

  private func merger(_ draft: NumberDraft, _ mode: MergeMode) -> Merger {
    Merger(
      mode: mode, mergedOn: draft.mergedOn.value?.value,
      after: draft.after.value?.value ?? .silent, own: draft.own.value?.value,
      citizens: draft.citizens.value?.value ?? .group,
      experts: draft.experts.value.map { GroupName($0.value) },
      prompt: draft.prompt.value.map { Prompt($0.value) } ?? .transition,
      afterPrompt: draft.afterPrompt.value.map { Prompt($0.value) } ?? .withdrawn)
  }
}
