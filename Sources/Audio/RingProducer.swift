public import Synchronization

/// The writing end of a ``Ring``; belongs to one thread.
public struct RingProducer<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  @usableFromInline let tail: UnsafeMutablePointer<Atomic<Int>>
  @usableFromInline let head: UnsafeMutablePointer<Atomic<Int>>
  @usableFromInline let slots: UnsafeMutablePointer<Element>
  @usableFromInline let mask: Int
  @usableFromInline var index = 0
  /// Where the ring was full when the consumer's index was last looked at: that and the capacity.
  @usableFromInline var limit: Int

  init(
    tail: UnsafeMutablePointer<Atomic<Int>>, head: UnsafeMutablePointer<Atomic<Int>>,
    slots: UnsafeMutablePointer<Element>, capacity: Int
  ) {
    self.tail = tail
    self.head = head
    self.slots = slots
    mask = capacity - 1
    limit = capacity
  }

  /// Appends one element; false when the ring is full and nothing was written.
  @inlinable @inline(__always)
  public mutating func push(_ element: Element) -> Bool {
    if index >= limit {
      refresh()
      if index >= limit { return false }
    }
    slots[index & mask] = element
    index &+= 1
    tail.pointee.store(index, ordering: .releasing)
    return true
  }

  /// How many slots are free now, at least; looks at the consumer's index only if `wanted` is more
  /// than what is known to be free.
  @inlinable @inline(__always)
  public mutating func free(wanted: Int) -> Int {
    if limit &- index < wanted { refresh() }
    return limit &- index
  }

  /// The `offset`-th free slot, to be filled in place; valid for offsets below what
  /// ``free(wanted:)`` returned, until ``commit(_:)``.
  @inlinable @inline(__always)
  public func slot(_ offset: Int) -> UnsafeMutablePointer<Element> {
    slots + ((index &+ offset) & mask)
  }

  /// Publishes the first `count` filled slots together: the consumer sees all of them or none.
  @inlinable @inline(__always)
  public mutating func commit(_ count: Int) {
    index &+= count
    tail.pointee.store(index, ordering: .releasing)
  }

  /// How many elements the ring holds.
  @inlinable public var capacity: Int {
    @inline(__always) get { mask &+ 1 }
  }

  @inlinable @inline(__always)
  mutating func refresh() { limit = head.pointee.load(ordering: .acquiring) &+ capacity }
}
