import Foundation

/// A line of `liandong cdr --json`, as docs/call-record.md describes it.
struct RecordedCall: Decodable, Sendable {
  struct Leg: Decodable, Sendable {
    let party: String
    let sipCallId: String?
    let answeredMs: Int?
    let endedMs: Int?
    let ending: String?
  }

  struct Key: Decodable, Sendable {
    let seat: String
    let key: String
    let source: String
    let outcome: String
  }

  struct State: Decodable, Sendable { let state: String }
  struct Prompt: Decodable, Sendable {
    let atMs: Int
    let prompt: String
    let to: String
  }

  struct Recording: Decodable, Sendable {
    struct Gap: Decodable, Sendable {
      let fromMs: Int
      let ms: Int
      let reason: String
    }

    let file: String
    let ms: Int
    let bytes: Int
    let sha256: String
    let gaps: [Gap]
  }

  struct Transfer: Decodable, Sendable {
    let key: String
    let outcome: String?
    let target: String?
    let t0Us: Int64
    let t1Us: Int64
    let t2Us: Int64?
    let t3Us: Int64?
    let t4Us: Int64?
    let t5Us: Int64?
    let t6Us: Int64?
  }

  let id: String
  let state: String
  let caller: String
  let dialled: String
  let ending: String?
  let firstReceiver: String?
  let finalReceiver: String?
  let legs: [Leg]
  let keys: [Key]
  let states: [State]
  let prompts: [Prompt]
  let transfers: [Transfer]
  let recordings: [Recording]

  init(_ line: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(RecordedCall.self, from: Data(line.utf8))
  }

  /// How each leg of that party ended.
  func endings(of party: String) -> [String?] { legs.filter { $0.party == party }.map(\.ending) }
}
