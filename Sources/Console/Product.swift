/// What this program is, said in one place.
package enum Product {
  /// The version of Liandong, by semantic versioning.
  package static let version = "0.1.0"
}
