/// A database that exports are written for.
package enum SQLDialect: String, Hashable, Sendable, CaseIterable {
  case sqlite
  case postgresql
}
