public import Synchronization

/// The reading end of a ``Ring``; belongs to one thread.
public struct RingConsumer<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  @usableFromInline let tail: UnsafeMutablePointer<Atomic<Int>>
  @usableFromInline let head: UnsafeMutablePointer<Atomic<Int>>
  @usableFromInline let slots: UnsafeMutablePointer<Element>
  @usableFromInline let mask: Int
  @usableFromInline var index = 0
  @usableFromInline var cachedTail = 0

  init(
    tail: UnsafeMutablePointer<Atomic<Int>>, head: UnsafeMutablePointer<Atomic<Int>>,
    slots: UnsafeMutablePointer<Element>, capacity: Int
  ) {
    self.tail = tail
    self.head = head
    self.slots = slots
    mask = capacity - 1
  }

  /// Moves the oldest element into `element`; false when the ring is empty.
  @inlinable @inline(__always)
  public mutating func pop(into element: inout Element) -> Bool {
    if index >= cachedTail {
      cachedTail = tail.pointee.load(ordering: .acquiring)
      if index >= cachedTail { return false }
    }
    element = slots[index & mask]
    index &+= 1
    head.pointee.store(index, ordering: .releasing)
    return true
  }

  /// How many elements wait now; always asks the producer's index, so that everything published
  /// before the call is counted.
  @inlinable @inline(__always)
  public mutating func available() -> Int {
    cachedTail = tail.pointee.load(ordering: .acquiring)
    return cachedTail &- index
  }

  /// The `offset`-th waiting element, read in place; valid for offsets below what ``available()``
  /// returned, until ``release(_:)``.
  @inlinable @inline(__always)
  public func slot(_ offset: Int) -> UnsafePointer<Element> {
    UnsafePointer(slots + ((index &+ offset) & mask))
  }

  /// Gives the first `count` waiting slots back to the producer.
  @inlinable @inline(__always)
  public mutating func release(_ count: Int) {
    index &+= count
    head.pointee.store(index, ordering: .releasing)
  }
}
