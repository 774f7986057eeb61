/// Why a caller counts as a nuisance (恶意骚扰), as counted at the call's arrival.
///
/// It is shown and takes a place further back in 12345's queue; it never blocks a call, and a call
/// towards the emergency desk knows nothing of it.
package struct Nuisance: Hashable, Sendable, Codable {
  /// Calls of the number within the last hour and the last 24 hours, this one included.
  package var callsInHour: Int
  package var callsInDay: Int
  /// How many of the last hour's came within a minute of the one before.
  package var repeats: Int
  /// How often seats marked it, within the time that the site says.
  package var marks: Int

  package init(callsInHour: Int, callsInDay: Int, repeats: Int, marks: Int) {
    self.callsInHour = callsInHour
    self.callsInDay = callsInDay
    self.repeats = repeats
    self.marks = marks
  }
}

extension Call {
  /// Higher is offered first; a nuisance waits behind everybody else.
  var priority: Int { nuisance == nil ? 0 : -1 }
}
