internal import Foundation

/// What the demonstration reads of the call's record (docs/call-record.md).
struct DemoRecord: Decodable {
  let firstReceiver: String?
  let finalReceiver: String?
  let ending: String?
  let transfers: [Transfer]

  /// The measured key: T0 to T6, microseconds since the call's start.
  struct Transfer: Decodable {
    let key: String
    let outcome: String?
    let t0: Int64
    let t1: Int64
    let t2: Int64?
    let t3: Int64?
    let t4: Int64?
    let t5: Int64?
    let t6: Int64?
    let ownShare: Int64?

    private enum CodingKeys: String, CodingKey {
      case key, outcome
      case t0 = "t0_us"
      case t1 = "t1_us"
      case t2 = "t2_us"
      case t3 = "t3_us"
      case t4 = "t4_us"
      case t5 = "t5_us"
      case t6 = "t6_us"
      case ownShare = "own_share_us"
    }

    /// With its name and sense.
    var times: [(name: String, meaning: String, time: Int64?)] {
      [
        ("T0", "key arrived", t0), ("T1", "accepted", t1), ("T2", "INVITE sent", t2),
        ("T3", "rings", t3), ("T4", "answered", t4), ("T5", "hearing in force", t5),
        ("T6", "citizen's voice sent", t6),
      ]
    }

    var missing: [String] { times.filter { $0.time == nil }.map(\.name) }
  }

  private enum CodingKeys: String, CodingKey {
    case ending, transfers
    case firstReceiver = "first_receiver"
    case finalReceiver = "final_receiver"
  }

  init?(_ line: String?) {
    guard let line, let value = try? JSONDecoder().decode(Self.self, from: Data(line.utf8)) else {
      return nil
    }
    self = value
  }

  /// The record with its lists an entry a line, its bytes otherwise as they are.
  static func layout(_ line: String) -> String {
    var text = ""
    var depth = 0
    var isString = false
    var isEscaped = false
    var last: Character = " "
    for character in line {
      if isString {
        text.append(character)
        if character == "\"", !isEscaped { isString = false }
        isEscaped = character == "\\" && !isEscaped
        last = character
        continue
      }
      switch character {
      case "\"": isString = true
      case "[", "{": depth += 1
      case "]", "}": depth -= 1
      default: break
      }
      text.append(character)
      let opensList = character == "[" && depth == 2
      let endsEntry = character == "," && depth == 2 && last == "}"
      let endsList = character == "," && depth == 1 && last == "]"
      if opensList || endsEntry { text += "\n    " }
      if endsList { text += "\n  " }
      last = character
    }
    return text.replacing("[\n    ]", with: "[]")
  }
}
