/// The CPUs that a thread was told to keep to, and those that it got.
package struct ThreadPlace: Sendable, Equatable {
  /// `rtp` or `mixer`.
  package var thread: String
  package var wanted: [Int]
  package var got: [Int]

  package init(thread: String, wanted: [Int], got: [Int]) {
    self.thread = thread
    self.wanted = wanted
    self.got = got
  }
}
