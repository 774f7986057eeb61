/// Gathers lines of records until they fill a chunk of the index.
struct ChunkBuilder {
  private(set) var lines = 0
  private var from: Int
  private var starts: ClosedRange<Int64>?
  private var facts = PackedWriter()
  private var records = 0
  private var corrections = 0
  private var unreadable = 0
  private var tail: [UInt8] = []
  /// How many names the chunks before already have.
  private var namesBefore: Int

  init(from offset: Int, names: StringTable) {
    from = offset
    namesBefore = names.names.count
  }

  mutating func add(_ line: ArraySlice<UInt8>, _ names: inout StringTable) {
    lines += 1
    tail = Self.tail(of: line)
    guard let entry = CDREntry(line: line) else {
      if Correction(line: line) == nil { unreadable += 1 } else { corrections += 1 }
      return
    }
    let call = CallFacts(entry, &names)
    call.pack(into: &facts)
    records += 1
    let start = call.start
    starts = starts.map { min($0.lowerBound, start)...max($0.upperBound, start) } ?? start...start
  }

  /// Header and payload of what was gathered, which ends at `offset` in the record file.
  func finish(at offset: Int, _ names: StringTable) -> (chunk: IndexChunk, payload: [UInt8]) {
    var payload = PackedWriter()
    let fresh = names.names[namesBefore...]
    payload.add(fresh.count)
    for name in fresh { payload.add(name) }
    let bytes = payload.bytes + facts.bytes
    let chunk = IndexChunk(
      data: from..<offset, starts: starts, records: records, corrections: corrections,
      unreadable: unreadable, payload: bytes, tailSum: CRC32.of(tail[...]))
    return (chunk, bytes)
  }

  /// The end of a line by which it is known again: in a chain it depends on all before it.
  static func tail(of line: ArraySlice<UInt8>) -> [UInt8] { Array(line.suffix(80)) }
}
