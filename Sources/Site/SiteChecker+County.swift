internal import Routing
internal import Switchboard

/// A county's 110 reaches 12345 through the city's 110 only.
extension SiteChecker {
  func county(_ site: SectionReader) -> CountyRule? {
    resolve(site.read(SiteKeys.through), .trunk).map { CountyRule(through: TrunkName($0)) }
  }

  /// Warns of keys by which 110 would reach 12345 otherwise: the box sends them through the city, but
  /// whoever reads the file would not know.
  func checkCounty(_ directory: Routing.Directory) {
    guard let county = directory.county,
      directory.seats.values.contains(where: { $0.platform == county.police })
    else { return }
    for section in sections(.key) {
      guard let text = section.entry(KeyKeys.to.row.key)?.value,
        let destination = Destination(siteText: text.text)
      else { continue }
      let request = RouteRequest(
        destination, from: .agent(county.police), at: CivilTime(CivilDate(daysSince1970: 0)))
      guard directory.plan(for: request).detour != nil else { continue }
      findings.warning(
        text.place,
        "to is \(text.text.shown), by which a county's 110 would reach 12345 past the city's; "
          + "its calls go to \(county.destination) instead; expected a group of trunk "
          + "\(county.trunk) alone")
    }
  }
}
