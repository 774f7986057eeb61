internal import Synchronization

/// Who of several trios may have call control do something now. The others only talk meanwhile, so that
/// each figure is that of a box with one thing to do.
final class Floor: Sendable {
  private let holder = Atomic(-1)

  /// - Returns: whether the post has the floor now.
  func take(_ post: Post) -> Bool {
    holder.compareExchange(expected: -1, desired: post.index, ordering: .acquiringAndReleasing)
      .exchanged
  }

  func give() { holder.store(-1, ordering: .releasing) }
}
