internal import Glibc

/// The index of one record file: which bytes have which days, and the facts for statistics.
///
/// It only grows, by whole chunks; the lines after the last one are always read themselves. Nothing
/// depends on it: one that is missing, damaged or of another file is made anew.
struct RecordIndex {
  private(set) var chunks: [IndexChunk] = []
  /// Where each chunk's payload begins in the index file.
  private var payloads: [Int] = []
  /// The index file.
  let path: String
  let dataPath: String
  private let chunkLines: Int

  /// Bytes of the record file that the chunks stand for.
  var covered: Int { chunks.last?.data.upperBound ?? 0 }

  /// Reads the headers of the index of `dataPath`, as far as they hold.
  init(
    of dataPath: String, in directory: RecordDirectory, chunkLines: Int = IndexChunk.lines
  ) throws(FileProblem) {
    self.dataPath = dataPath
    self.chunkLines = chunkLines
    let identity = FileIdentity(of: dataPath)
    path = directory.indexes + "/\(identity?.device ?? 0)-\(identity?.inode ?? 0)"
    // One that we may not read is as good as none.
    guard let file = try? ReadFile(path) else { return }
    let size = FileIdentity.size(of: dataPath) ?? 0
    var place = 0
    while let chunk = IndexChunk(header: file.bytes(at: place, IndexChunk.headerSize)),
      chunk.data.lowerBound == covered, chunk.data.upperBound <= size,
      place + IndexChunk.headerSize + chunk.payload <= file.length
    {
      chunks.append(chunk)
      payloads.append(place + IndexChunk.headerSize)
      place += IndexChunk.headerSize + chunk.payload
    }
    // Another file, or one that somebody shortened: the line that ended the last chunk is another.
    guard let last = chunks.last, let data = try ReadFile(dataPath) else { return }
    let end = data.bytes(at: max(last.data.lowerBound, last.data.upperBound - 81), 81)
    guard CRC32.of(ChunkBuilder.tail(of: end.dropLast()[...])[...]) == last.tailSum else {
      chunks = []
      payloads = []
      return
    }
  }

  /// Reads lines that no chunk has yet and keeps what fills chunks, if the directory lets us.
  ///
  /// - Parameter progress: told the bytes read so far.
  mutating func extend(
    in directory: RecordDirectory, progress: (Int) -> Void = { _ in }
  ) throws(FileProblem) {
    let size = FileIdentity.size(of: dataPath) ?? 0
    // Less can hardly be a whole chunk and is read faster than it is written.
    let least = max(chunkLines * 256, chunks.last?.data.count ?? 0)
    guard size - covered > least, let lock = IndexLock(path, in: directory) else {
      return
    }
    // Another process may have been faster.
    self = try RecordIndex(of: dataPath, in: directory, chunkLines: chunkLines)
    var names = StringTable()
    try gatherNames(&names)
    let from = covered
    guard var reader = try LineReader(dataPath, from: from) else { return }
    let file = try AppendFile(path)
    try file.truncate(to: payloads.last.map { $0 + (chunks.last?.payload ?? 0) } ?? 0)
    var builder = ChunkBuilder(from: from, names: names)
    while let line = reader.next() {
      builder.add(line, &names)
      guard builder.lines == chunkLines else { continue }
      let (chunk, payload) = builder.finish(at: reader.offset, names)
      try file.append(chunk.header + payload)
      payloads.append(file.length - payload.count)
      chunks.append(chunk)
      builder = ChunkBuilder(from: reader.offset, names: names)
      progress(reader.offset)
    }
    withExtendedLifetime(lock) {}
  }

  /// Hands out the facts of all calls that may have begun in `time`, and of the lines after.
  ///
  /// - Returns: lines that are no record.
  func facts(
    in time: Range<Int64>, _ names: inout StringTable, _ body: (CallFacts, StringTable) -> Void
  ) throws(FileProblem) -> Int {
    var unreadable = 0
    if !chunks.isEmpty, let file = try ReadFile(path) {
      for (chunk, place) in zip(chunks, payloads) {
        unreadable += chunk.unreadable
        let payload = file.bytes(at: place, chunk.payload)
        guard CRC32.of(payload[...]) == chunk.payloadSum else {
          throw FileProblem("\(path) is damaged; remove it, and the next query makes it anew")
        }
        payload.withUnsafeBufferPointer { bytes in
          var reader = PackedReader(bytes)
          for _ in 0..<reader.count() { _ = names.number(of: reader.text()) }
          guard let starts = chunk.starts, starts.upperBound >= time.lowerBound,
            starts.lowerBound < time.upperBound
          else { return }
          for _ in 0..<chunk.records { body(CallFacts(&reader), names) }
        }
      }
    }
    guard var reader = try LineReader(dataPath, from: covered) else { return unreadable }
    while let line = reader.next() {
      guard let entry = CDREntry(line: line) else {
        if Correction(line: line) == nil { unreadable += 1 }
        continue
      }
      let call = CallFacts(entry, &names)
      body(call, names)
    }
    return unreadable
  }

  /// The bytes of the record file in which calls that began in `time` can be.
  func pieces(of time: Range<Int64>) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    for chunk in chunks {
      guard let starts = chunk.starts, starts.upperBound >= time.lowerBound,
        starts.lowerBound < time.upperBound
      else { continue }
      if let last = pieces.last, last.upperBound == chunk.data.lowerBound {
        pieces[pieces.count - 1] = last.lowerBound..<chunk.data.upperBound
      } else {
        pieces.append(chunk.data)
      }
    }
    return pieces + [covered..<Int.max]
  }

  /// The bytes of the record file in which corrections can be.
  var correctionPieces: [Range<Int>] {
    chunks.filter { $0.corrections > 0 }.map(\.data) + [covered..<Int.max]
  }

  private func gatherNames(_ names: inout StringTable) throws(FileProblem) {
    guard let file = try ReadFile(path) else { return }
    for (chunk, place) in zip(chunks, payloads) {
      let payload = file.bytes(at: place, chunk.payload)
      payload.withUnsafeBufferPointer { bytes in
        var reader = PackedReader(bytes)
        for _ in 0..<reader.count() { _ = names.number(of: reader.text()) }
      }
    }
  }
}
