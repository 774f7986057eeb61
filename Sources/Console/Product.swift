/// What this program is.
package enum Product {
  /// Semantic version, as `--version` and the SIP User-Agent show it.
  package static let version = "0.1.0"
}
