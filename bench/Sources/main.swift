internal import Foundation

let arguments = CommandLine.arguments
let desks = try Desks(
  ".build/release/liandong",
  contract: String(contentsOfFile: "Tests/SiteTests/Sites/two-desks.conf", encoding: .utf8))
for kind in [KeyKind.rfc4733, .info] {
  _ = try TransferBench(desks: desks, kind: kind).run(1)
  let t = desks.target.log.inviteAt!
  let c = desks.citizen
  print(kind, "invite 0, answered", (desks.target.log.finalSent! - t) / 1000)
  print("citizen sends", c.voice.sent.map { ($0 - t) / 1000 }.filter { $0 > -60000 && $0 < 300000 })
  for (name, ear) in [("citizen", desks.citizen.ear), ("first", desks.first.ear), ("target", desks.target.ear)] {
    print(name)
    for a in ear.arrivals { print("  ", (a.at - t) / 1000, a.sequence, a.heard.map { "\($0.speaker):\($0.code)" }.joined(separator: " ")) }
  }
}
print(desks.box.log)
desks.box.stop()
