internal import CALSA
internal import Glibc

/// One direction of an open sound device: 16-bit or 32-bit samples, interleaved, never waited for.
///
/// The calls of the sound thread, each behind a name: what a driver does nobody can prove. None of
/// them waits, and since ``SoundDevices/forgoLocks()`` libasound takes no lock in them.
struct PCM: BitwiseCopyable, @unchecked Sendable {
  let handle: OpaquePointer
  /// Frames a second, as the device gives them.
  let rate: Int
  let channels: Int
  /// Whether samples are 32 bits wide, of which the upper 16 are used.
  let isWide: Bool
  /// Frames that the device can hold, and those after which it may say how far it is.
  let bufferSize: Int
  let periodSize: Int
  /// Whether it says so only then.
  let isCoarse: Bool

  /// Bytes of a frame.
  var frameSize: Int { @_noLocks @_noAllocation get { channels * (isWide ? 4 : 2) } }

  /// Frames that can be read or written now, or a negative errno. The corresponding C function is
  /// `snd_pcm_avail_update`.
  @_semantics("no_performance_analysis") @inline(never)
  func available() -> Int { Int(snd_pcm_avail_update(handle)) }

  /// Frames read, or a negative errno. The corresponding C function is `snd_pcm_readi`.
  @_semantics("no_performance_analysis") @inline(never)
  func read(_ frames: UnsafeMutableRawPointer, _ count: Int) -> Int {
    Int(snd_pcm_readi(handle, frames, snd_pcm_uframes_t(count)))
  }

  /// Frames written, or a negative errno. The corresponding C function is `snd_pcm_writei`.
  @_semantics("no_performance_analysis") @inline(never)
  func write(_ frames: UnsafeRawPointer, _ count: Int) -> Int {
    Int(snd_pcm_writei(handle, frames, snd_pcm_uframes_t(count)))
  }

  /// 0, or a negative errno. The corresponding C functions are `snd_pcm_drop` and `snd_pcm_prepare`.
  @_semantics("no_performance_analysis") @inline(never)
  func prepare() -> Int {
    snd_pcm_drop(handle)
    return Int(snd_pcm_prepare(handle))
  }

  /// 0, or a negative errno. The corresponding C function is `snd_pcm_start`.
  @_semantics("no_performance_analysis") @inline(never)
  func start() -> Int { Int(snd_pcm_start(handle)) }

  /// Whether an error is a stop from which the device goes on when it is prepared anew: an xrun, or
  /// the machine's sleep.
  @_noLocks @_noAllocation
  static func isXrun(_ error: Int) -> Bool { error == -Int(EPIPE) || error == -Int(ESTRPIPE) }

  /// Whether an error only says that there is nothing to do now.
  @_noLocks @_noAllocation
  static func isPatience(_ error: Int) -> Bool { error == -Int(EAGAIN) || error == -Int(EINTR) }

  func close() { snd_pcm_close(handle) }
}

/// Which way sound goes.
package enum Direction: Sendable, CaseIterable {
  case capture
  case playback

  var stream: snd_pcm_stream_t {
    self == .capture ? SND_PCM_STREAM_CAPTURE : SND_PCM_STREAM_PLAYBACK
  }
}
