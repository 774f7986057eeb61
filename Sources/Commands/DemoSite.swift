internal import Foundation
internal import Glibc

/// The site of the demonstration: two desks, two networks, loopback addresses, in a directory of its
/// own.
struct DemoSite {
  let directory: String
  let box: UInt16
  let police: UInt16
  let carrier: UInt16
  let seat1001: UInt16
  let seat2001: UInt16

  var file: String { directory + "/site.conf" }
  var records: String { directory + "/data/cdr.jsonl" }

  /// Makes the directory and writes the file, with ports that are free.
  init() throws {
    directory = NSTemporaryDirectory() + "/liandong-demo-\(getpid())"
    box = Self.free(5060, on: "127.0.0.2")
    police = Self.free(5060, on: "127.0.0.3")
    carrier = Self.free(5070, on: "127.0.0.1")
    seat1001 = Self.free(5071, on: "127.0.0.1")
    seat2001 = Self.free(5072, on: "127.0.0.1")
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: false, encoding: .utf8)
  }

  func remove() { try? FileManager.default.removeItem(atPath: directory) }

  /// `wanted` when nobody has it, else one that the kernel chooses.
  private static func free(_ wanted: UInt16, on address: String) -> UInt16 {
    bind(wanted, on: address) ?? bind(0, on: address) ?? wanted
  }

  private static func bind(_ port: UInt16, on address: String) -> UInt16? {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(descriptor) }
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    inet_pton(AF_INET, address, &name.sin_addr)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutableBytes(of: &name) { bytes in
      let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!
      guard Glibc.bind(descriptor, pointer, length) == 0 else { return nil }
      guard getsockname(descriptor, pointer, &length) == 0 else { return nil }
      return UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self))
    }
  }

  private var text: String {
    """
    [site]
    name      = 演示站点
    data-dir  = ./data
    timezone  = Asia/Shanghai

    [media]
    codecs    = PCMA, PCMU
    recording = off

    [network gov]
    sip       = udp:127.0.0.2:\(box)
    rtp       = 127.0.0.2:20000-24999
    allow     = 127.0.0.0/8

    [network police]
    sip       = udp:127.0.0.3:\(police)
    rtp       = 127.0.0.3:25000-29999
    allow     = 127.0.0.0/8

    [trunk carrier]
    network   = gov
    peer      = sip:127.0.0.1:\(carrier)

    [seat 1001]
    platform  = 12345
    network   = gov
    contact   = sip:1001@127.0.0.1:\(seat1001)

    [seat 2001]
    platform  = 110
    network   = police
    contact   = sip:2001@127.0.0.1:\(seat2001)

    [group 12345]
    seats     = 1001
    ring      = in-turn
    ring-timeout = 20s

    [group 110]
    seats     = 2001
    ring      = in-turn
    ring-timeout = 15s

    [number 12345]
    group     = 12345

    [number 110]
    group     = 110

    [key transfer-110]
    digits    = *1
    action    = transfer
    to        = group 110
    leave     = on-answer

    [key three-way-12345]
    digits    = *3
    action    = three-way
    to        = group 12345

    """
  }
}
