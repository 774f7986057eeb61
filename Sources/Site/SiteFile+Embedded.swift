internal import Foundation

extension SiteFile {
  /// A telephone lab on this machine: what `liandong serve` runs when there is no site file.
  ///
  /// Two networks on 127.0.0.1, a carrier to be played on port 5070, and four seats to register.
  package static let embeddedDefault = """
    # The site that Liandong runs when nobody gives it one: a telephone lab on this machine.
    # Register phones at 127.0.0.1:5060 as 1001 or 1002 (12345), at 127.0.0.1:5062 as 2001 or
    # 2002 (110); call 12345 or 110 from a phone, or play the carrier on 127.0.0.1:5070.
    # Without data-dir, data goes to liandong in $XDG_STATE_HOME, else to ~/.local/state/liandong.

    [site]
    name      = Liandong lab

    [media]
    codecs    = PCMA, PCMU

    [network gov]
    sip       = udp:127.0.0.1:5060, tcp:127.0.0.1:5060
    rtp       = 127.0.0.1:20000-24999
    allow     = 127.0.0.0/8

    [network police]
    sip       = udp:127.0.0.1:5062
    rtp       = 127.0.0.1:25000-29999
    allow     = 127.0.0.0/8

    [trunk lab]
    network   = gov
    peer      = sip:127.0.0.1:5070
    qualify   = off                     ; nobody need play the carrier

    [seat 1001]
    platform  = 12345
    network   = gov
    password  = lab-1001
    display   = 12345 seat 1

    [seat 1002]
    platform  = 12345
    network   = gov
    password  = lab-1002
    display   = 12345 seat 2

    [seat 2001]
    platform  = 110
    network   = police
    password  = lab-2001
    display   = 110 seat 1

    [seat 2002]
    platform  = 110
    network   = police
    password  = lab-2002
    display   = 110 seat 2

    [group 12345]
    seats     = 1001, 1002
    ring      = longest-idle

    [group 110]
    seats     = 2001, 2002
    ring      = all
    ring-timeout = 15s

    [number 12345]
    group     = 12345

    [number 110]
    group     = 110

    [key transfer-110]
    digits    = *1
    action    = transfer
    to        = group 110

    [key three-way-110]
    digits    = *2
    action    = three-way
    to        = group 110

    [key transfer-12345]
    digits    = *3
    action    = transfer
    to        = group 12345
    leave     = at-once

    [key consult-110]
    digits    = *4
    action    = consult
    to        = group 110

    [key consult-12345]
    digits    = *5
    action    = consult
    to        = group 12345

    [key accept]
    digits    = *6
    action    = accept

    [key decline]
    digits    = *7
    action    = decline

    [key hold]
    digits    = *8
    action    = hold

    [key emergency]
    digits    = *9
    action    = emergency

    [key return]
    digits    = *0
    action    = return

    [key cancel]
    digits    = *#
    action    = cancel

    [key three-way-12345]
    digits    = **2
    action    = three-way
    to        = group 12345

    [key mark-harassment]
    digits    = **7
    action    = mark-harassment

    [key release]
    digits    = **0
    action    = release

    [key pause]
    digits    = **8
    action    = pause

    [key ready]
    digits    = **9
    action    = ready

    [key level-1]
    digits    = "##1"
    action    = level
    level     = 1

    [key level-2]
    digits    = "##2"
    action    = level
    level     = 2

    [key level-3]
    digits    = "##3"
    action    = level
    level     = 3

    [key level-4]
    digits    = "##4"
    action    = level
    level     = 4

    [key record]
    digits    = "#*8"
    action    = record

    [key stop-recording]
    digits    = "#*9"
    action    = stop-recording

    [key reason-1]
    digits    = "#*1"
    action    = reason
    reason    = 1

    [key guide-discipline]
    digits    = "#*2"
    action    = guide
    reason    = discipline

    """

  /// The embedded default site, checked.
  ///
  /// - Parameter environment: `XDG_STATE_HOME` and `HOME` say where its data goes.
  /// - Throws: `SiteError` only if the embedded text is wrong, which a test rules out.
  package static func embedded(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(SiteError) -> SiteConfiguration {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
    // A relative XDG_STATE_HOME is to be ignored (XDG Base Directory Specification).
    let state =
      environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? home + "/.local/state"
    let base = SiteBase(
      source: embeddedName, directory: FileManager.default.currentDirectoryPath,
      dataDirectory: state + "/liandong")
    let (configuration, diagnostics) = check(
      Array(embeddedDefault.utf8), base: base, findings: Findings(file: embeddedName), now: Date())
    guard let configuration else { throw SiteError(diagnostics: diagnostics) }
    return configuration
  }
}
