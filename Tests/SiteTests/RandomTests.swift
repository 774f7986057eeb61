import Foundation
import Site
import Switchboard
import Testing

/// SplitMix64: the same numbers from the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

@Suite("Inputs that nobody thought of")
struct RandomTests {
  /// What holds for every input: a value unless there is an error, and messages of one line.
  private func check(_ bytes: [UInt8], _ what: @autoclosure () -> String) {
    let (site, diagnostics) = SiteFile.check(bytes: bytes, file: "f")
    let hasErrors = diagnostics.contains { $0.severity == .error }
    #expect((site == nil) == hasErrors, "\(what())")
    for diagnostic in diagnostics {
      #expect(!diagnostic.description.contains { $0.isNewline }, "\(what())")
    }
  }

  @Test("random bytes", arguments: 0..<8)
  func noise(_ seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    for round in 0..<100 {
      let count = Int.random(in: 0..<600, using: &generator)
      check(
        (0..<count).map { _ in .random(in: 0...255, using: &generator) }, "seed \(seed) \(round)")
    }
  }

  @Test("good files with bytes changed, lines moved and cut", arguments: 0..<8)
  func mutations(_ seed: UInt64) {
    var generator = SeededGenerator(state: seed + 1000)
    let sources = [SiteSchema.sampleFile(), SiteFile.embeddedDefault, goodSite].map {
      Array($0.utf8)
    }
    let tokens = ["=", "[", "]", "\"", ",", "#", ";", "\\", "\n", "\r\n", "\0", ":", "*", "示"]
    for round in 0..<40 {
      var bytes = sources.randomElement(using: &generator)!
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0..<40, using: &generator))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 2: bytes.insert(contentsOf: tokens.randomElement(using: &generator)!.utf8, at: place)
        default: bytes.insert(.random(in: 0...255, using: &generator), at: place)
        }
      }
      check(bytes, "seed \(seed) \(round)")
    }
  }

  @Test("digits are refused exactly when one key's begin another's", arguments: 0..<200)
  func prefixes(_ seed: UInt64) {
    var generator = SeededGenerator(state: seed + 2000)
    let codes = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
      String(
        (0..<Int.random(in: 1...3, using: &generator)).map { _ in
          "*01".randomElement(using: &generator)!
        })
    }
    let clash = codes.indices.contains { left in
      codes.indices.contains { left != $0 && codes[$0].hasPrefix(codes[left]) }
    }
    let keys = codes.enumerated().map { "[key k\($0)]\naction = hold\ndigits = \($1)\n" }
    let (site, diagnostics) = SiteFile.check(text: goodSite + keys.joined(), file: "f")
    #expect((site == nil) == clash, "\(codes)")
    #expect(diagnostics.allSatisfy { $0.message.hasPrefix("digits of key") })
    if let site { #expect(site.keys.map(\.digits) == codes) }
  }
}
