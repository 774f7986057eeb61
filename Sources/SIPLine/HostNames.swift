internal import CPJSIP
internal import Foundation
internal import Glibc
internal import Synchronization

/// Looks up the host names that peers put into Contact or Record-Route, and those of the site file.
///
/// PJSIP by itself would call `getaddrinfo` on the control thread: a name server that does not answer, as none
/// does on a closed network, would hold up every key and every call for ten seconds. Here each look-up has a
/// thread of its own; what is an address already stays PJSIP's business, and is ready at once.
final class HostNames {
  /// Who waits for a name.
  private struct Job {
    let flag: UInt32
    let type: pjsip_transport_type_e
    let port: Int32
    /// Of the message; lives until the callback.
    let pool: Pool?
    let token: UnsafeMutableRawPointer?
    let callback: Callback
  }

  private struct Answer: Sendable {
    let job: Int
    let addresses: [String]
  }

  /// What the look-up threads share with the control thread.
  private final class Answers: Sendable {
    let list = Mutex<[Answer]>([])
    let wakeEnd: Int32

    init(wakeEnd: Int32) { self.wakeEnd = wakeEnd }

    func add(_ answer: Answer) {
      list.withLock { $0.append(answer) }
      var byte: UInt8 = 1
      _ = send(wakeEnd, &byte, 1, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
    }
  }

  typealias Callback =
    @convention(c) (
      pj_status_t, UnsafeMutableRawPointer?, UnsafePointer<pjsip_server_addresses>?
    ) -> Void

  /// Look-ups at one time; a peer that names more than these is told nothing.
  private static let most = 32
  /// `PJ_ERESOLVE`, whose cast Swift does not import; transactions turn it into 502.
  private static let notFound: pj_status_t = 70_018

  /// All addresses of a name, IPv6 or IPv4, as literals; called on threads of its own, and may take long.
  var lookUp: @Sendable (_ name: String, _ isIPv6: Bool) -> [String] = HostNames.system
  private let answers: Answers
  private let readEnd: Int32
  private var watch: Watch?
  private var jobs: [Int: Job] = [:]
  private var lastJob = 0
  private let endpoint: OpaquePointer
  private let table: UnsafeMutablePointer<pjsip_ext_resolver>

  /// - Throws: `PJError` when PJSIP takes no further socket.
  init(endpoint: OpaquePointer) throws {
    self.endpoint = endpoint
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    _ = socketpair(AF_UNIX, kind, 0, &ends)
    readEnd = ends[0]
    answers = Answers(wakeEnd: ends[1])
    table = .allocate(capacity: 1)
    table.initialize(
      to: pjsip_ext_resolver { _, pool, target, token, callback in
        guard let target, let callback else { return }
        Stack.shared?.hostNames.resolve(pool, target.pointee, token, callback)
      })
    watch = try Watch(
      readEnd, endpoint: endpoint, turn: { $0() }, handler: { [unowned self] in finish() })
    try check("resolver") { pjsip_endpt_set_ext_resolver(endpoint, table) }
  }

  private func resolve(
    _ pool: Pool?, _ target: pjsip_host_info, _ token: UnsafeMutableRawPointer?,
    _ callback: Callback
  ) {
    if Self.isAddress(target.addr.host) {
      return answer(token, callback, pool, [target])
    }
    guard jobs.count < Self.most else { return callback(Self.notFound, token, nil) }
    lastJob += 1
    let number = lastJob
    jobs[number] = Job(
      flag: target.flag, type: target.type, port: target.addr.port, pool: pool, token: token,
      callback: callback)
    let isIPv6 = target.type.rawValue & PJSIP_TRANSPORT_IPV6.rawValue != 0
    let (name, answers, lookUp) = (target.addr.host.text, answers, lookUp)
    Thread.detachNewThread {
      answers.add(Answer(job: number, addresses: lookUp(name, isIPv6)))
    }
  }

  /// The control thread takes what the look-ups have left.
  private func finish() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while recv(readEnd, &bytes, bytes.count, Int32(MSG_DONTWAIT)) == bytes.count {}
    let found = answers.list.withLock { list in
      defer { list = [] }
      return list
    }
    for one in found {
      guard let job = jobs.removeValue(forKey: one.job) else { continue }
      let targets = one.addresses.compactMap { text -> pjsip_host_info? in
        guard let pool = job.pool else { return nil }
        let place = pjsip_host_port(host: text.pj(in: pool), port: job.port)
        return pjsip_host_info(flag: job.flag, type: job.type, addr: place)
      }
      answer(job.token, job.callback, job.pool, targets)
    }
  }

  /// Hands over where the targets, addresses all of them, are reached.
  private func answer(
    _ token: UnsafeMutableRawPointer?, _ callback: Callback, _ pool: Pool?,
    _ targets: [pjsip_host_info]
  ) {
    var all = pjsip_server_addresses()
    for target in targets { add(target, to: &all, pool) }
    callback(all.count > 0 ? 0 : Self.notFound, token, &all)
  }

  /// PJSIP's own reading of an address, its port and transport.
  private func add(
    _ target: pjsip_host_info, to all: inout pjsip_server_addresses, _ pool: Pool?
  ) {
    pjsip_endpt_set_ext_resolver(endpoint, nil)
    defer { pjsip_endpt_set_ext_resolver(endpoint, table) }
    var target = target
    pjsip_endpt_resolve(endpoint, pool, &target, &all) { status, all, found in
      guard status == 0, let found, found.pointee.count > 0,
        let all = all?.assumingMemoryBound(to: pjsip_server_addresses.self)
      else { return }
      let stride = MemoryLayout<pjsip_server_address_record>.stride
      let room = MemoryLayout.size(ofValue: all.pointee.entry) / stride
      guard all.pointee.count < room else { return }
      withUnsafeMutableBytes(of: &all.pointee.entry) { entries in
        withUnsafeBytes(of: found.pointee.entry) { first in
          entries.baseAddress!.advanced(by: Int(all.pointee.count) * stride).copyMemory(
            from: first.baseAddress!, byteCount: stride)
        }
      }
      all.pointee.count += 1
    }
  }

  private static func isAddress(_ host: pj_str_t) -> Bool {
    var host = host
    var bytes = (UInt64(0), UInt64(0))
    return pj_inet_pton(Int32(PJ_AF_INET), &host, &bytes) == 0
      || pj_inet_pton(Int32(PJ_AF_INET6), &host, &bytes) == 0
  }

  /// What the system says: `/etc/hosts`, then its name servers.
  static let system: @Sendable (String, Bool) -> [String] = { name, isIPv6 in
    var hints = addrinfo()
    hints.ai_family = isIPv6 ? AF_INET6 : AF_INET
    hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: [String] = []
    var entry = list
    while let one = entry, addresses.count < 8 {
      var text = [CChar](repeating: 0, count: 64)
      let size = socklen_t(text.count)
      if getnameinfo(
        one.pointee.ai_addr, one.pointee.ai_addrlen, &text, size, nil, 0, NI_NUMERICHOST) == 0
      {
        addresses.append(
          String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
      }
      entry = one.pointee.ai_next
    }
    return addresses
  }
}
