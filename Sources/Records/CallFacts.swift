/// What statistics need to know of one call; names are numbers in a `StringTable`, 0 for none.
struct CallFacts: Hashable {
  /// The number of the call's id; 0 when the id is none.
  var id: UInt64 = 0
  /// Microseconds since 1970.
  var start: Int64 = 0
  /// A citizen called, not a seat.
  var isInbound = false
  var emergency = false
  var harassment = false
  var level: Int64 = 0
  /// As in the record, without the detail of `rejected-486` and `merged-…`.
  var ending = 0
  /// The SIP status of a call that was rejected; 0 for others.
  var status: Int64 = 0
  var wait: Int64?
  var duration: Int64 = 0
  var dialled = 0
  /// The first group on the route that was rung.
  var group = 0
  var first = 0
  var final = 0
  /// Milliseconds in the states of each kind.
  var queued: Int64 = 0
  var talked: Int64 = 0
  /// On hold, by each seat that had the call then.
  var holds: [Hold] = []
  /// Each time that the citizen went back to the seat that had handed over: the transfer's place in
  /// `transfers`, or -1 when there was none.
  var recalls: [Int] = []
  var negotiations: [Negotiation] = []
  var legs: [Leg] = []
  var transfers: [Transfer] = []
  var returns: [Return] = []

  /// A dialog of the call; times in milliseconds since the call's start.
  struct Leg: Hashable {
    /// A seat, or `@TRUNK`.
    var party = 0
    var ending = 0
    /// The box was called and did not call.
    var isCaller = false
    var started: Int64 = 0
    var ringing: Int64?
    var answered: Int64?
    var ended: Int64?
    var wrapUp: Int64?
  }

  /// An interval on hold, milliseconds.
  struct Hold: Hashable {
    var seat = 0
    var length: Int64 = 0
  }

  /// Two desks that had the call.
  struct Negotiation: Hashable {
    var outcome = 0
    /// The place in `transfers` of what brought them together, or -1.
    var transfer = -1
  }

  /// One transfer, three-way call or consultation.
  struct Transfer: Hashable {
    var key = 0
    var seat = 0
    var destination = 0
    var outcome = 0
    /// A seat, or `@TRUNK`.
    var target = 0
    /// T0 and T4 in milliseconds since the call's start.
    var pressed: Int64 = 0
    var answered: Int64?
    /// T0→T2, T4→T6 and T0→T6 in microseconds.
    var toInvite: Int64?
    var toVoice: Int64?
    var whole: Int64?
  }

  /// Milliseconds on hold, in all.
  var held: Int64 { holds.reduce(0) { $0 + $1.length } }

  /// An accepted key `return`.
  struct Return: Hashable {
    var at: Int64 = 0
    var seat = 0
  }
}
