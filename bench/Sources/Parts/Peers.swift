/// The same black-box program between the same phones, with Asterisk in the box's place.
enum Peers {
  static func run(_ options: Options, _ results: Results) throws {
    guard let asterisk = try asterisk() else {
      return results.skip("asterisk", "no root at \(Asterisk.root); bench/peers/run makes it")
    }
    defer { asterisk.exchange.stop() }
    print("  \(Asterisk.version)")
    results.note("asterisk", Asterisk.version)
    let rounds = options.rounds ?? 50
    try Transfers(desks: asterisk, results: results, name: "asterisk.transfer").run(rounds: rounds)
    try Conversations(desks: asterisk, results: results, prefix: "asterisk.").run(
      calls: 10, length: 1_000)
    try Failures(desks: asterisk, results: results, prefix: "asterisk.").run(rounds: 1)
  }

  private static func asterisk() throws -> Desks? {
    guard let exchange = try Asterisk() else { return nil }
    return try Desks(base: Asterisk.base, hosts: ["11", "12", "13"]) { exchange }
  }
}
