/// What a network does to a stream of packets, always the same for the same numbers.
struct Impairment {
  /// Percent of packets that never arrive.
  var loss = 0.0
  /// How many are lost in a row, at the mean; 1: each by itself.
  var burst = 1.0
  /// Milliseconds, at most, that a packet takes longer than the quickest, each as it likes: packets overtake
  /// each other.
  var jitter = 0.0
  /// For how many packets; then there is no more.
  var jitterUntil = Int.max
  /// Percent of packets that take a packet time and a half longer.
  var overtaken = 0.0
  /// Percent of packets that arrive twice.
  var doubled = 0.0
  /// How many millionths the sender's clock is fast.
  var skew = 0.0
  /// Milliseconds of a packet.
  var packetTime = 20

  /// A packet's way: when its copies arrive, in milliseconds after the first packet was sent.
  struct Packets {
    private let impairment: Impairment
    private var random: UInt64 = 88_172_645_463_325_252
    private var isLosing = false
    private(set) var number = 0
    /// Milliseconds between two packets, by the box's clock.
    let interval: Double

    init(_ impairment: Impairment) {
      self.impairment = impairment
      interval = Double(impairment.packetTime) / (1 + impairment.skew / 1_000_000)
    }

    /// 0 to 1.
    private mutating func chance() -> Double {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return Double(random >> 11) / Double(1 << 53)
    }

    /// When the next packet arrives: never, once or twice. The first ones always do.
    mutating func next() -> [Double] {
      defer { number += 1 }
      let sent = Double(number) * interval
      let draws = [chance(), chance(), chance(), chance(), chance()]
      if number < 20 { return [sent] }
      let share = impairment.loss / 100
      // Two states: a loss is followed by another so often that runs are as long as they shall be.
      let begins = share / max(1e-9, 1 - share) / impairment.burst
      isLosing = draws[0] < (isLosing ? 1 - 1 / impairment.burst : begins)
      if impairment.burst == 1 { isLosing = draws[0] < share }
      if isLosing { return [] }
      var arrival = sent + (number < impairment.jitterUntil ? impairment.jitter * draws[1] : 0)
      if draws[2] < impairment.overtaken / 100 { arrival += 1.5 * interval }
      return draws[3] < impairment.doubled / 100 ? [arrival, arrival + 30 * draws[4]] : [arrival]
    }
  }
}
