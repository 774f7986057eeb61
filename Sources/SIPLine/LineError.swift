/// Why the line could not be opened; each text says what to do.
package enum LineError: Error, Hashable, CustomStringConvertible {
  case badRange(String)
  case badAddress(String)
  case badURI(String, of: String)
  case unknownNetwork(String, of: String)
  case inUse(String)
  case notOurs(String)
  case cannotListen(String, reason: String)

  /// What is wrong and what to do.
  package var description: String {
    switch self {
    case .badRange(let text): "'\(text)' is no address range; write it like 10.1.0.0/16"
    case .badAddress(let text): "'\(text)' is no IP address; write it like 10.1.2.3 or fd00::1"
    case .badURI(let text, let owner):
      "'\(text)' of \(owner) is no SIP URI; write it like sip:user@10.1.2.3:5060"
    case .unknownNetwork(let name, let owner):
      "\(owner) is in network '\(name)', which has no listener"
    case .inUse(let address):
      "\(address) is in use by another program; stop it (ss -lnp shows it) or choose another port"
    case .notOurs(let address):
      "\(address) is no address of this machine; give it to an interface or correct the site"
    case .cannotListen(let address, let reason): "cannot listen on \(address): \(reason)"
    }
  }
}
