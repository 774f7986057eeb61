internal import Audio

// The compiler's proof that a thread neither locks nor allocates stops at generic calls, and rings
// are generic. Here each call that the threads make has a name of its own; what a ring does (load,
// store, compare) can be read in ``RingProducer`` and ``RingConsumer``.

@_semantics("no_performance_analysis")
func waiting(_ ring: inout RingConsumer<RTPCommand>) -> Int { ring.available() }

@_semantics("no_performance_analysis")
func waiting(_ ring: inout RingConsumer<MixerCommand>) -> Int { ring.available() }

@_semantics("no_performance_analysis")
func waiting(_ ring: inout RingConsumer<OutgoingFrame>) -> Int { ring.available() }

@_semantics("no_performance_analysis")
func waiting(_ ring: inout RingConsumer<IncomingPacket>) -> Int { ring.available() }

@_semantics("no_performance_analysis")
func item(_ ring: borrowing RingConsumer<RTPCommand>, _ offset: Int) -> UnsafePointer<RTPCommand> {
  ring.slot(offset)
}

@_semantics("no_performance_analysis")
func item(
  _ ring: borrowing RingConsumer<MixerCommand>, _ offset: Int
) -> UnsafePointer<MixerCommand> {
  ring.slot(offset)
}

@_semantics("no_performance_analysis")
func item(
  _ ring: borrowing RingConsumer<OutgoingFrame>, _ offset: Int
) -> UnsafeMutablePointer<OutgoingFrame> {
  // The reader writes its header before the payload, in place.
  UnsafeMutablePointer(mutating: ring.slot(offset))
}

@_semantics("no_performance_analysis")
func item(
  _ ring: borrowing RingConsumer<IncomingPacket>, _ offset: Int
) -> UnsafePointer<IncomingPacket> {
  ring.slot(offset)
}

@_semantics("no_performance_analysis")
func release(_ ring: inout RingConsumer<RTPCommand>, _ count: Int) { ring.release(count) }

@_semantics("no_performance_analysis")
func release(_ ring: inout RingConsumer<MixerCommand>, _ count: Int) { ring.release(count) }

@_semantics("no_performance_analysis")
func release(_ ring: inout RingConsumer<OutgoingFrame>, _ count: Int) { ring.release(count) }

@_semantics("no_performance_analysis")
func release(_ ring: inout RingConsumer<IncomingPacket>, _ count: Int) { ring.release(count) }

/// The next free slot, nil when the ring is full; ``commit(_:)-(RingProducer<IncomingPacket>)``
/// publishes it.
@_semantics("no_performance_analysis")
func free(_ ring: inout RingProducer<IncomingPacket>) -> UnsafeMutablePointer<IncomingPacket>? {
  ring.free(wanted: 1) > 0 ? ring.slot(0) : nil
}

@_semantics("no_performance_analysis")
func free(_ ring: inout RingProducer<OutgoingFrame>) -> UnsafeMutablePointer<OutgoingFrame>? {
  ring.free(wanted: 1) > 0 ? ring.slot(0) : nil
}

@_semantics("no_performance_analysis")
func free(_ ring: inout RingProducer<RecordedPacket>) -> UnsafeMutablePointer<RecordedPacket>? {
  ring.free(wanted: 1) > 0 ? ring.slot(0) : nil
}

@_semantics("no_performance_analysis")
func free(_ ring: inout RingProducer<ThreadNotice>) -> UnsafeMutablePointer<ThreadNotice>? {
  ring.free(wanted: 1) > 0 ? ring.slot(0) : nil
}

@_semantics("no_performance_analysis")
func commit(_ ring: inout RingProducer<RecordedPacket>) { ring.commit(1) }

@_semantics("no_performance_analysis")
func commit(_ ring: inout RingProducer<IncomingPacket>) { ring.commit(1) }

@_semantics("no_performance_analysis")
func commit(_ ring: inout RingProducer<OutgoingFrame>) { ring.commit(1) }

@_semantics("no_performance_analysis")
func push(_ notice: ThreadNotice, _ ring: inout RingProducer<ThreadNotice>) -> Bool {
  ring.push(notice)
}
