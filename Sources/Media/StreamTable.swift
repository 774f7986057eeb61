/// The streams by slot, and who may have which slot next.
struct StreamTable {
  private var streams: [Stream?]
  private var generations: [UInt16]
  /// Used slots first: their memory is warm.
  private var freed: [Int] = []
  private var untouched = 0
  private(set) var count = 0

  init(capacity: Int) {
    streams = Array(repeating: nil, count: capacity)
    generations = Array(repeating: 0, count: capacity)
  }

  /// The open or closing stream of that name.
  subscript(id: StreamID) -> Stream? {
    guard id.slot < streams.count, let stream = streams[id.slot], stream.id == id else {
      return nil
    }
    return stream
  }

  /// The stream in a slot.
  subscript(slot: UInt16) -> Stream? { streams[Int(slot)] }

  /// All streams, closing ones included.
  var all: [Stream] { streams.compactMap { $0 } }

  /// A name for a new stream; nil when all slots are taken. No name is given twice, until a slot
  /// was used 65,535 times.
  mutating func reserve() -> StreamID? {
    let slot: Int
    if let last = freed.popLast() {
      slot = last
    } else if untouched < streams.count {
      slot = untouched
      untouched += 1
    } else {
      return nil
    }
    generations[slot] = generations[slot] == .max ? 1 : generations[slot] + 1
    return StreamID(slot: slot, generation: generations[slot])
  }

  /// Puts a stream under the name that was reserved for it.
  mutating func insert(_ stream: Stream) {
    streams[stream.id.slot] = stream
    count += 1
  }

  /// Gives a reserved name back.
  mutating func release(_ id: StreamID) {
    if streams[id.slot] != nil {
      streams[id.slot] = nil
      count -= 1
    }
    freed.append(id.slot)
  }
}
