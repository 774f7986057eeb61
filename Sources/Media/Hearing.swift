/// What one listener hears: one row of the hearing matrix.
package struct Hearing: Sendable, Equatable {
  /// Who listens.
  package var listener: StreamID
  /// Whose voices it hears; itself, closed streams and repetitions do not count.
  package var voices: [StreamID]
  /// What it hears besides: alone when there are no voices, quieter under them.
  package var sound: Sound?

  package init(listener: StreamID, voices: [StreamID], sound: Sound? = nil) {
    self.listener = listener
    self.voices = voices
    self.sound = sound
  }

  /// How many voices one listener can hear at most.
  package static var mostVoices: Int { @_noLocks @_noAllocation get { 16 } }
}
