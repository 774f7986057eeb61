/// All key sources at once through one box: each has trios of phones, with a thread for each, and never are
/// two of them in call control at a time (``Floor``). While one trio's key, answer, set-up or end is
/// looked at, the others' calls talk or ring.
///
/// A transfer is mostly waiting, so five sources take hardly longer than one; and a neighbour who
/// disturbs, disturbs all of them.
struct Lanes {
  private final class Lane: @unchecked Sendable {
    let kind: KeyKind
    let desks: Desks
    var outcome: Result<[TransferBench.Round], any Error> = .success([])

    init(_ kind: KeyKind, _ desks: Desks) {
      self.kind = kind
      self.desks = desks
    }
  }

  private let lanes: [Lane]

  /// Trios for each source.
  static let width = 2
  /// How many trios have a phone as their first seat; those with headsets follow.
  static let posts = KeyKind.ofPhones.count * width

  /// What the box's site has beside the contract's.
  static func site(base: String, headsets: [Headset]) -> String {
    (0..<posts + headsets.count).map {
      Post(index: $0 + 1).site(base: base, headset: $0 < posts ? nil : headsets[$0 - posts])
    }
    .joined()
  }

  /// - Parameter headsets: first seats of the trios after those of phones, as many as ``width``, or none.
  init(beside desks: Desks, headsets: [Headset]) throws {
    let floor = Floor()
    let kinds = headsets.isEmpty ? KeyKind.ofPhones : KeyKind.allCases
    lanes = try kinds.flatMap { [KeyKind](repeating: $0, count: Self.width) }.enumerated().map {
      index, kind in
      Lane(
        kind,
        try Desks(
          beside: desks, Post(index: index + 1), floor: floor,
          headset: kind == .evdev ? headsets[index - Self.posts] : nil))
    }
  }

  /// So many transfers of each source.
  ///
  /// - Throws: the first lane's mistake; the other lanes have come to their end.
  func run(rounds: Int) throws -> [(KeyKind, [TransferBench.Round])] {
    let threads = lanes.enumerated().map { index, lane in
      let share = rounds / Self.width + (index % Self.width < rounds % Self.width ? 1 : 0)
      return Companion {
        lane.outcome = Result { try TransferBench(desks: lane.desks, kind: lane.kind).run(share) }
      }
    }
    for thread in threads { thread.join() }
    var all: [(KeyKind, [TransferBench.Round])] = []
    for kind in KeyKind.allCases {
      let mine = try lanes.filter { $0.kind == kind }.map { try $0.outcome.get() }
      if mine.isEmpty { continue }
      // In the order of their measuring, roughly: the lanes go on side by side.
      all.append(
        (
          kind,
          (0..<rounds).compactMap { round in
            let (lane, index) = (round % Self.width, round / Self.width)
            return index < mine[lane].count ? mine[lane][index] : nil
          }
        ))
    }
    return all
  }
}
