/// The box at one moment, as `status` shows it.
package struct BoxStatus: Hashable, Sendable, Codable {
  package var version: String
  package var site: String
  /// Process id of the running box.
  package var pid: Int32
  /// Seconds since the start.
  package var uptime: Int64
  /// Whether the audio threads got the priority that they asked for.
  package var realTime: Bool
  package var calls: Int
  package var legs: Int
  /// Callers who wait and whom nobody rings for now.
  package var waiting = 0
  /// SIP dialogs and transactions that PJSIP still has, also those of calls that have ended: on UDP
  /// a transaction lives for half a minute more (64·T1, RFC 3261 section 17).
  package var dialogs = 0
  package var transactions = 0
  /// Ticks of the mixer that were left out because it woke too late.
  package var lateTicks: UInt64 = 0
  /// How late all of them were.
  package var ticks = TickStatus()
  /// Packets passed on from leg to leg without being mixed.
  package var relayedPackets: UInt64 = 0
  package var mixedFrames: UInt64 = 0
  /// RTP packets from places that signalling did not name.
  package var strangerPackets: UInt64 = 0
  /// Datagrams that were no RTP, or of a payload type that nobody agreed on, in legs that are closed.
  package var droppedPackets: UInt64 = 0
  /// Packets, frames and notices that found the ring between two threads full: 0 for ever on a box that does well.
  package var overflows = 0
  /// Packets and frames that found the recorder's ring full; their recordings name them as gaps.
  package var unrecorded = 0
  /// Citizens' calls to numbers that no rule speaks of, since the start.
  package var unknownNumbers: Int = 0
  /// Records that wait for the disk.
  package var pendingRecords: Int = 0
  /// Memory of the process in KiB: resident, and of that what its heaps have in use.
  package var residentKiB: Int = 0
  package var heapKiB: Int = 0
  /// What somebody should act on; empty when all is well.
  package var alarms: [String] = []
  package var trunks: [TrunkStatus] = []
  /// The audio threads that have CPUs of their own.
  package var threads: [ThreadStatus] = []
  /// The sound cards of seats and bells.
  package var sound: [SoundStatus] = []
  /// The command that is worth typing next.
  package var next: String = ""

  package init(
    version: String, site: String, pid: Int32, uptime: Int64, realTime: Bool, calls: Int, legs: Int
  ) {
    self.version = version
    self.site = site
    self.pid = pid
    self.uptime = uptime
    self.realTime = realTime
    self.calls = calls
    self.legs = legs
  }
}

/// A trunk at one moment.
package struct TrunkStatus: Hashable, Sendable, Codable {
  package var name: String
  /// Whether it answers OPTIONS; `nil` when it is not asked or not asked yet.
  package var reachable: Bool?
  /// Whether the box is registered there; `nil` when the trunk wants no registration.
  package var registered: Bool?

  package init(name: String, reachable: Bool? = nil, registered: Bool? = nil) {
    self.name = name
    self.reachable = reachable
    self.registered = registered
  }
}

/// A sound card at one moment.
package struct SoundStatus: Hashable, Sendable, Codable {
  /// ALSA's name of the device.
  package var device: String
  /// Whose it is: `seat 3001`, `bell hall`.
  package var uses: [String]
  /// Whether it plays and records; else `problem` says why not.
  package var isOpen: Bool
  package var problem: String?
  /// Samples a second of the device.
  package var rate: Int
  /// dB below full scale of what the microphone gives and of what is played.
  package var microphone: Double
  package var loudspeaker: Double
  /// How far the card's clock is from the box's, in parts per million.
  package var drift: Double
  /// Underruns and overruns of the device, times that it stood still, times that it was opened again.
  package var xruns: Int
  package var stalls: Int
  package var reconnects: Int
  /// Frames that were not there in time, either way.
  package var starved: Int
  package var isMuted: Bool
  package var isRinging: Bool

  package init(
    device: String, uses: [String], isOpen: Bool, problem: String?, rate: Int, microphone: Double,
    loudspeaker: Double, drift: Double, xruns: Int, stalls: Int, reconnects: Int, starved: Int,
    isMuted: Bool, isRinging: Bool
  ) {
    self.device = device
    self.uses = uses
    self.isOpen = isOpen
    self.problem = problem
    self.rate = rate
    self.microphone = microphone
    self.loudspeaker = loudspeaker
    self.drift = drift
    self.xruns = xruns
    self.stalls = stalls
    self.reconnects = reconnects
    self.starved = starved
    self.isMuted = isMuted
    self.isRinging = isRinging
  }
}
