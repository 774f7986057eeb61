import Foundation
import Site
import Testing

/// Files that stand beside the tests.
enum Files {
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let package = tests.deletingLastPathComponent().deletingLastPathComponent()

  static func torture() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: tests.appending(path: "Torture"), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
  }
}

/// What the checker says of a text, as the user reads it.
func complaints(_ text: String) -> [String] {
  SiteFile.check(text: text, file: "site.conf").1.map(\.description)
}

/// A small site that is right, to put mistakes into; its lines are numbered in the tests' messages.
let goodSite = """
  [network gov]
  sip = udp:127.0.0.2:5060
  rtp = 127.0.0.2:20000-20999
  allow = 127.0.0.0/8
  [trunk carrier]
  network = gov
  peer = sip:127.0.0.1:5070
  [seat 2001]
  platform = 110
  network = gov
  contact = sip:2001@127.0.0.1:5072
  [group 110]
  seats = 2001
  [number 110]
  group = 110

  """
