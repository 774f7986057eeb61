/// What statistics need to know of a site: which desk a seat, a group and a number belong to.
package struct SiteMap: Sendable {
  package var platformOfSeat: [String: String] = [:]
  package var platformOfGroup: [String: String] = [:]
  /// The group that a dialled number leads to, for records that have no route.
  package var groupOfNumber: [String: String] = [:]

  package init() {}
}
