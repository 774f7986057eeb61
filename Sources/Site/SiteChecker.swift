internal import Foundation
internal import Routing
internal import Switchboard

/// Makes one checked value of a document, and reports everything that is in the way of it.
struct SiteChecker {
  let document: INIDocument
  let findings: Findings
  let base: SiteBase
  /// When it is checked: transition periods come and go.
  let now: Date
  /// The CPUs of the machine; nil when they are not known.
  let allowed = CPUList.allowed
  /// The numbers that lead somewhere, once they are read.
  private(set) var numbers = NumberPlan([])
  /// The names in the titles, in the file's order; also of sections that are wrong inside, so that
  /// one mistake is not reported again at every reference.
  private let names: [SectionKind: [String]]
  private let nameSets: [SectionKind: Set<String>]

  init(document: INIDocument, findings: Findings, base: SiteBase, now: Date) {
    (self.document, self.findings, self.base, self.now) = (document, findings, base, now)
    var names: [SectionKind: [String]] = [:]
    for section in document.sections where section.firstLine == nil {
      guard let kind = SectionKind(rawValue: section.kind.value), let name = section.name else {
        continue
      }
      names[kind, default: []].append(name.value)
    }
    self.names = names
    nameSets = names.mapValues { Set($0) }
  }

  /// The checked value, or `nil` when anything is wrong.
  mutating func check() -> SiteConfiguration? {
    checkTitles()
    // Whoever writes ten thousand networks must not keep the checker busy with each pair of them.
    guard checkLimits() else { return nil }
    let site = reader(.site)
    let media = reader(.media)
    let networks = each(.network, network)
    checkPorts(networks.map(\.value))
    let known = Dictionary(
      networks.map { ($0.value.network.name, $0.value.network) },
      uniquingKeysWith: { first, _ in first })
    let mediaSettings = mediaSettings(media)
    let trunks = each(.trunk) { trunk($0, networks: known, media: mediaSettings) }
    let seats = each(.seat) { seat($0, networks: known, media: mediaSettings) }
    checkPeers(trunks: trunks, seats: seats)
    checkSoundSeats(seats.map(\.value))
    let groups = each(.group, group)
    checkChains(groups.map(\.value))
    let drafts = readNumbers(site)
    let keys = each(.key, key)
    let bells = each(.bell, bell)
    checkDigits()
    let emergency = emergency(site)
    checkPresence()
    let policy = policy(site, media)
    let head = head(site)
    if let head { checkTransitions(drafts, on: CivilTime(now, in: head.timeZone).date) }
    let county = county(site)
    let retention = retention(site)
    let nuisance = nuisanceLimits(reader(.nuisance))
    let recording = policy.flatMap { recordingSettings(media, $0.recording, keys.map(\.value)) }
    guard let head, let mediaSettings, let recording, let policy, let retention, let nuisance,
      !findings.hasErrors
    else { return nil }
    var directory = Routing.Directory(
      seats: seats.map { Seat(name: $0.value.seat.name, platform: $0.value.seat.platform) },
      groups: groups.map(\.value), trunks: trunks.map(\.value.routed),
      numbers: numbers, emergency: emergency)
    directory.county = county
    checkCounty(directory)
    return SiteConfiguration(
      source: base.source, name: head.name, dataDirectory: head.dataDirectory,
      timeZone: head.timeZone, logLevel: head.logLevel, tones: head.tones,
      promptsDirectory: head.prompts, media: mediaSettings, recording: recording,
      retention: retention,
      networks: networks.map(\.value.network), trunks: trunks.map(\.value.trunk),
      seats: seats.map(\.value.seat), bells: bells.map(\.value), keys: keys.map(\.value),
      directory: directory,
      policy: policy, nuisance: nuisance, warnings: [])
  }

  /// Reads sections and table of numbers, and keeps the plan that they make.
  private mutating func readNumbers(_ site: SectionReader) -> [NumberDraft] {
    let numbering = numbering(site)
    let drafts = numberDrafts(site, numbering)
    let rules = rules(drafts, numbering)
    // A number whose rule is wrong is still one that the site knows.
    let known = Set(rules.map(\.pattern))
    let wrong = drafts.filter { !known.contains($0.pattern.value) }
      .map { NumberRule(pattern: $0.pattern.value, route: .group("")) }
    numbers = NumberPlan(rules + wrong, numbering: numbering, unknown: unknownNumber(site))
    return drafts
  }

  /// Whether nothing could be read of a file that has something: what it lacks then says nothing.
  var isLost: Bool { document.sections.isEmpty && findings.hasErrors }

  /// The names of all sections of a kind.
  func names(of kind: SectionKind) -> [String] { names[kind] ?? [] }

  /// Whether there is a section of that title.
  func exists(_ kind: SectionKind, _ name: String) -> Bool {
    nameSets[kind]?.contains(name) == true
  }

  /// The value behind a reference, when there is such a section; reports it when there is not.
  func resolve(_ reference: Located<String>?, _ kind: SectionKind) -> String? {
    guard let reference else { return nil }
    resolve(reference, kind, findings)
    return exists(kind, reference.value) ? reference.value : nil
  }

  /// As `resolve`, for a reference in another file.
  func resolve(_ reference: Located<String>, _ kind: SectionKind, _ findings: Findings) {
    guard !exists(kind, reference.value) else { return }
    findings.error(
      reference.place,
      "\(kind.rawValue) \(reference.value.shown) does not exist; "
        + Nearest.hint(for: reference.value, among: names(of: kind)))
  }

  /// All sections of a kind, in the file's order, and what was made of those that are right.
  private func each<Value: Sendable>(
    _ kind: SectionKind, _ make: (SectionReader) -> Value?
  ) -> [Located<Value>] {
    sections(kind).compactMap { section in
      let reader = SectionReader(section: section, findings: findings)
      return make(reader).map { Located(value: $0, place: section.place) }
    }
  }

  /// The sections of a kind that count, in the file's order.
  func sections(_ kind: SectionKind) -> [INISection] {
    document.sections.filter { $0.kind.value == kind.rawValue && $0.firstLine == nil }
  }

  /// The section that stands once, or an empty one.
  private func reader(_ kind: SectionKind) -> SectionReader {
    let top = Place(line: 1, column: 1)
    let empty = INISection(
      kind: Located(value: kind.rawValue, place: top), name: nil, firstLine: nil)
    let section = sections(kind).first ?? empty
    return SectionReader(section: section, findings: findings)
  }
}
