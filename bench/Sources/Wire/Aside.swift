internal import Synchronization

/// Something that a thread of its own does.
final class Aside<Output>: @unchecked Sendable {
  private var outcome: Result<Output, any Error>?
  private let over = OneWay()
  private var thread: Companion?

  init(_ work: @escaping () throws -> Output) {
    thread = Companion { [self] in
      outcome = Result { try work() }
      over.set()
    }
  }

  var isOver: Bool { over.isSet }

  /// Waits for it; only once.
  ///
  /// - Throws: what it has thrown.
  func join() throws -> Output {
    thread?.join()
    guard let outcome else { throw BenchError("a thread ended without an outcome") }
    return try outcome.get()
  }
}

/// Something that happens once, for other threads to see.
final class OneWay: Sendable {
  private let happened = Atomic(false)

  var isSet: Bool { happened.load(ordering: .acquiring) }

  func set() { happened.store(true, ordering: .releasing) }
}
