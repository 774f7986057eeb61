package import Audio

extension MediaPlane {
  /// Opens a stream on a sound card: it hears and is heard as any other, always through the mixer.
  ///
  /// The line must stay until ``Notice/closed(_:_:)`` has come. Throws
  /// ``MediaError/streamsExhausted(capacity:)``, ``MediaError/parameters(_:)`` when the card has a
  /// stream already.
  package func open(card line: SoundLine) throws(MediaError) -> StreamID {
    let isTaken = table.all.contains { stream in
      guard case .card(let other) = stream.end else { return false }
      return other === line && !stream.closing
    }
    if isTaken { throw .parameters("the sound card has a stream already") }
    guard let id = table.reserve() else {
      throw .streamsExhausted(capacity: configuration.capacity)
    }
    do {
      let jitter = try jitterBuffer(id.slot)
      table.insert(Stream(id: id, end: .card(line)))
      mixerCommands.add(.openCard(id, jitter, line.mixerEnd))
      publishUnlessGathering()
      return id
    } catch {
      table.release(id)
      throw error
    }
  }
}
