/// How a hotline was folded into 12345 (濮政办〔2021〕30号, 三 (一)).
package enum MergeMode: String, Hashable, Sendable, CaseIterable {
  /// Not at all: an ordinary number.
  case plain
  /// 整体并入: the number is withdrawn, its seats have joined 12345.
  case whole
  /// 双号并行: the number stays; 12345 answers it, kept seats are reached by a transfer.
  case dual
  /// 设分中心: number and seats stay as a sub-centre, reached by transfer or three-way.
  case branch
}

/// What a merged number does once its transition period is over.
package enum AfterTransition: String, Hashable, Sendable, CaseIterable {
  /// The call is connected as if the other number had been dialled.
  case silent
  /// The caller is told that the number is withdrawn, and connected.
  case announce
  /// The caller is told so, and the call is refused with 410.
  case reject
}

/// Whom a citizen's call to a merged number rings first.
package enum CitizensFirst: String, Hashable, Sendable, CaseIterable {
  /// The experts, if there are any, and then the group.
  case group
  /// The seats that the number kept, or its sub-centre; the group when nobody answers there.
  case own
}

/// Everything that a merged number has besides its group.
package struct Merger: Hashable, Sendable {
  /// Never `plain`.
  package let mode: MergeMode
  /// `nil` when its transition is over and nobody remembers since when.
  package let period: TransitionPeriod?
  package let after: AfterTransition
  /// The seats that it kept, or its sub-centre: a group, a seat or a number at a trunk.
  package let own: Destination?
  package let citizens: CitizensFirst
  /// Who knows most of its matter (专家座席).
  package let experts: GroupName?
  /// What callers hear while the transition lasts.
  package let prompt: Prompt
  /// What callers hear afterwards, unless `after` is `silent`.
  package let afterPrompt: Prompt

  package init(
    mode: MergeMode, mergedOn: CivilDate? = nil, after: AfterTransition = .silent,
    own: Destination? = nil, citizens: CitizensFirst = .group, experts: GroupName? = nil,
    prompt: Prompt = .transition, afterPrompt: Prompt = .withdrawn
  ) {
    self.mode = mode
    period = mergedOn.map(TransitionPeriod.init)
    self.after = after
    self.own = own
    self.citizens = citizens
    self.experts = experts
    self.prompt = prompt
    self.afterPrompt = afterPrompt
  }
}

extension Prompt {
  /// The number has become part of 12345; you are being connected.
  package static let transition = Prompt("transition")
  /// The number is withdrawn; dial 12345.
  package static let withdrawn = Prompt("withdrawn")
}
