/// Why a leg that was rung did not come to a conversation.
package enum Failure: Hashable, Sendable {
  /// 486, 600.
  case busy
  /// 603, and 480 after a person pressed "reject".
  case declined
  /// Rang until the time for it was over, or 408 and 480.
  case noAnswer
  /// 404, 410, 484, 604.
  case notFound
  /// No way to it: 503, no reply at all, a transport that broke, a seat that is not registered.
  case unreachable
  /// No codec in common, or media that could not be opened: 488, 606.
  case noMedia
  /// Any other final answer, with its status code.
  case other(Int)
}

extension Failure {
  /// The failure that a final SIP status of 300 or more stands for (RFC 3261 section 21).
  package init(status: Int) {
    switch status {
    case 486, 600: self = .busy
    case 603: self = .declined
    case 408, 480, 487: self = .noAnswer
    case 404, 410, 484, 604: self = .notFound
    case 500, 502, 503, 504: self = .unreachable
    case 415, 488, 606: self = .noMedia
    default: self = .other(status)
    }
  }

  /// Whether the call came back to a box that has it already, or went through too many.
  var isLoop: Bool { self == .other(482) || self == .other(483) }

  /// The status that tells a SIP peer of this failure.
  package var status: Int {
    switch self {
    case .busy: 486
    case .declined: 603
    case .noAnswer: 480
    case .notFound: 404
    case .unreachable: 503
    case .noMedia: 488
    case .other(let status): status
    }
  }
}

extension Failure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .busy: "busy"
    case .declined: "declined"
    case .noAnswer: "no-answer"
    case .notFound: "not-found"
    case .unreachable: "unreachable"
    case .noMedia: "no-media"
    case .other(let status): "failed-\(status)"
    }
  }
}

/// How a party went that had been in the call.
package enum Departure: String, Hashable, Sendable {
  /// It hung up: BYE, or CANCEL before the answer.
  case onHook = "on-hook"
  /// It is gone without a word: session timer, transport, probe.
  case lost
}
