internal import Routing

/// The first thing that happens to a call: its plan is carried out.
extension Call {
  /// Where it goes when it must be offered anew and no seat has a better claim.
  var home: Destination { plan.destinations.last ?? .number(arrival.dialled) }

  /// What the caller is told before anybody answers, in this order: what the number has become, and
  /// that the call will be recorded.
  var announcements: [Prompt] {
    var prompts: [Prompt] = []
    if let announcement = plan.announcement { prompts.append(announcement) }
    if announcesRecording { prompts.append(.recorded) }
    return prompts
  }

  /// Rings whom the plan names, or refuses as it says.
  mutating func begin(on desk: inout Desk) {
    guard case .refuse(let status) = plan.outcome else { return hunt(on: &desk) }
    if let note = plan.note { self.note(route: note) }
    guard plan.announcement != nil else { return refuse(status: status, on: &desk) }
    // Early media: who is refused pays nothing, and hears why.
    state = .refusing(status: status)
    desk.emit(.ring(caller))
    startTimer(.announcement, desk.policy.longestAnnouncement, on: &desk)
  }

  /// One of the sentences before the answer is over.
  mutating func played(_ prompt: Prompt, on desk: inout Desk) {
    guard let place = announcements.firstIndex(of: prompt) else { return }
    announced.insert(prompt)
    noteNextPrompt(after: place, on: desk)
    if announcements.allSatisfy(announced.contains) { endAnnouncement(on: &desk) }
  }

  /// The citizen has heard what the number has become; a call that is to be refused is refused now.
  mutating func endAnnouncement(on desk: inout Desk) {
    isAnnounced = true
    if case .refusing(let status) = state { refuse(status: status, on: &desk) }
  }
}
