internal import CPJSIP
internal import Glibc

/// A descriptor of somebody else that wakes the control thread.
final class Watch {
  let number: Int32
  private let handler: () -> Void
  private let turn: (@escaping () -> Void) -> Void
  private var key: OpaquePointer?
  private let operation: UnsafeMutablePointer<pj_ioqueue_op_key_t>
  private let byte: UnsafeMutablePointer<UInt8>
  private let pool: Pool
  private let endpoint: OpaquePointer

  /// - Parameter turn: how `handler` is brought out of PJSIP's own turn, if it has to be.
  init(
    _ number: Int32, endpoint: OpaquePointer, turn: @escaping (@escaping () -> Void) -> Void,
    handler: @escaping () -> Void
  ) throws {
    self.number = number
    self.endpoint = endpoint
    self.turn = turn
    self.handler = handler
    operation = .allocate(capacity: 1)
    operation.initialize(to: pj_ioqueue_op_key_t())
    byte = .allocate(capacity: 1)
    pool = pjsip_endpt_create_pool(endpoint, "watch", 1000, 1000)!
    var callbacks = pj_ioqueue_callback()
    callbacks.on_read_complete = { key, _, _ in
      guard let data = pj_ioqueue_get_user_data(key) else { return }
      Unmanaged<Watch>.fromOpaque(data).takeUnretainedValue().readable()
    }
    try check("watch") {
      pj_ioqueue_register_sock(
        pool, pjsip_endpt_get_ioqueue(endpoint), pj_sock_t(number),
        Unmanaged.passUnretained(self).toOpaque(), &callbacks, &key)
    }
    arm()
  }

  /// Asks to be told of the next byte without taking it: the handler reads by itself.
  private func arm() {
    guard let key else { return }
    var length = 1
    let flags = UInt32(MSG_PEEK) | alwaysAsynchronous
    pj_ioqueue_recv(key, operation, byte, &length, flags)
  }

  private func readable() {
    turn { [self] in
      guard key != nil else { return }
      handler()
      arm()
    }
  }

  func stop() {
    guard let key else { return }
    self.key = nil
    pj_ioqueue_unregister(key)
    pjsip_endpt_release_pool(endpoint, pool)
  }

  deinit {
    operation.deallocate()
    byte.deallocate()
  }
}

/// `PJ_IOQUEUE_ALWAYS_ASYNC`, whose cast Swift does not import.
private let alwaysAsynchronous: UInt32 = 1 << 31

extension Line {
  /// Wakes the line when `descriptor`, a connected socket such as a socketpair's end, can be read.
  ///
  /// `handler` runs between PJSIP's turns and reads all there is. The line closes the descriptor
  /// at `unwatch` or `shutdown`, as PJSIP's ioqueue does.
  ///
  /// - Throws: `PJError` when it is no socket.
  package func watch(_ descriptor: Int32, _ handler: @escaping () -> Void) throws {
    watches[descriptor] = try Watch(
      descriptor, endpoint: stack.endpoint, turn: { [weak self] in self?.later($0) },
      handler: handler)
  }

  /// Stops watching and closes the descriptor.
  package func unwatch(_ descriptor: Int32) {
    watches.removeValue(forKey: descriptor)?.stop()
  }
}
