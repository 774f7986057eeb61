internal import Switchboard

// The module Switchboard holds a type of its own name, so `Switchboard.Hearing` cannot be written;
// where Media's types of the same names are in sight, call control's go by these.

/// A row of the hearing matrix.
typealias MatrixRow = Hearing
/// A sound that call control asks for.
typealias MatrixSound = Sound
/// What call control has to say to an agent.
typealias AgentNotice = Notice
