/// One recording of the media plane, from its begin to its end; the numbers are the caller's, 1 or more.
package struct RecordingID: Hashable, Sendable, BitwiseCopyable {
  /// Below 2³¹.
  let rawValue: UInt32

  /// - Parameter number: 1...2,147,483,647, not used before.
  package init(_ number: UInt32) {
    precondition(number > 0 && number < 1 << 31, "a recording's number is 1 to 2^31 - 1")
    rawValue = number
  }
}

/// Where a voice goes in a recording: its own side of the stereo file.
package struct RecordingTap: Hashable, Sendable, BitwiseCopyable {
  package enum Side: UInt32, Sendable, BitwiseCopyable {
    /// Left: the citizen.
    case citizen
    /// Right: everybody else, added up.
    case others
  }

  package let recording: RecordingID
  package let side: Side

  package init(_ recording: RecordingID, _ side: Side) {
    self.recording = recording
    self.side = side
  }

  /// As the rtp thread keeps it; 0 is no tap.
  var mark: UInt32 { recording.rawValue << 1 | side.rawValue }
}

extension MediaPlane {
  /// From the next packet on copies a stream's voice into a recording, or, with nil, into none.
  ///
  /// What is copied is what arrives, before anybody hears it: relaying and mixing go on as they are.
  /// Does nothing for a closed stream, or on a plane that was made without a recorder.
  package func record(_ id: StreamID, into tap: RecordingTap?) {
    guard recorder != nil, let stream = table[id], !stream.closing else { return }
    let (slot, mark) = (UInt16(id.slot), tap?.mark ?? 0)
    if stream.isOnNetwork {
      rtpCommands.add(.record(slot: slot, tap: mark))
    } else {
      mixerCommands.add(.record(slot: slot, tap: mark))
    }
    publishUnlessGathering()
  }
}
