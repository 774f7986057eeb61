/// The language of a report.
package enum ReportLanguage: String, Hashable, Sendable, CaseIterable {
  case zh
  case en
}
