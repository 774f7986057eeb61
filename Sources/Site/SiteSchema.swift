/// Every section and key that a site file may have; parser, checker, sample and manual go by it.
///
/// A new key is one line in its section's file (`SiteSchema+….swift`), one in that section's
/// `rows`, and one where the checker makes the value of it.
package enum SiteSchema {
  /// The rows of one kind of section, in the order of sample and manual.
  static func rows(of section: SectionKind) -> [SchemaRow] {
    switch section {
    case .site: SiteKeys.rows
    case .media: MediaKeys.rows
    case .network: NetworkKeys.rows
    case .trunk: TrunkKeys.rows
    case .seat: SeatKeys.rows
    case .group: GroupKeys.rows
    case .number: NumberKeys.rows
    case .key: KeyKeys.rows
    case .bell: BellKeys.rows
    case .nuisance: NuisanceKeys.rows
    }
  }
}
