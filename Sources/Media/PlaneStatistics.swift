/// The media plane at one moment.
package struct PlaneStatistics: Sendable, Equatable {
  /// Streams that are open.
  package var streams: Int
  /// Packets relayed and frames mixed since the start.
  package var packetsRelayed: Int
  package var framesMixed: Int
  /// Mixer ticks since the start, and those that were left out because the thread woke too late.
  package var ticks: Int
  package var ticksMissed: Int
  /// How late the ticks woke.
  package var lateness: TickLateness
  /// What did not fit into a ring between threads: should be 0 for ever.
  package var overflows: Int
  /// Packets and frames that the recorder's rings did not hold; recordings name them as gaps.
  package var unrecorded: Int
  /// Whether both threads run with real-time priority.
  package var realTime: Bool
  /// Where those of them run that were told where.
  package var places: [ThreadPlace]
}
