internal import CALSA

extension PCM {
  /// The rates that are asked for, the best first: those whose multiple the telephone's is.
  private static let rates: [UInt32] = [8_000, 16_000, 48_000, 32_000, 44_100, 96_000, 192_000]

  /// Opens a device by its name in ALSA's words: `hw:CARD=Headset`, `plughw:1,0`, `default`.
  ///
  /// It is asked for its own rate first; where a plugin would convert, that is left to
  /// ``AdaptiveResampler``, unless the device gives nothing else.
  static func open(_ name: String, _ direction: Direction) throws(SoundError) -> PCM {
    calsa_silence()
    var handle: OpaquePointer?
    let result = snd_pcm_open(&handle, name, direction.stream, Int32(SND_PCM_NONBLOCK))
    guard result >= 0, let handle else {
      throw SoundError(device: name, direction: direction, doing: "opening it", errno: -result)
    }
    do {
      return try configure(handle, name, direction)
    } catch {
      snd_pcm_close(handle)
      throw error
    }
  }

  private static func configure(
    _ handle: OpaquePointer, _ name: String, _ direction: Direction
  ) throws(SoundError) -> PCM {
    func check(_ doing: String, _ result: Int32) throws(SoundError) {
      if result < 0 {
        throw SoundError(device: name, direction: direction, doing: doing, errno: -result)
      }
    }
    var memory: OpaquePointer?
    try check("reading what it can do", snd_pcm_hw_params_malloc(&memory))
    guard let parameters = memory else { throw SoundError(device: name, says: "no memory") }
    defer { snd_pcm_hw_params_free(parameters) }
    try check("reading what it can do", snd_pcm_hw_params_any(handle, parameters))
    try check(
      "asking for interleaved samples",
      snd_pcm_hw_params_set_access(handle, parameters, SND_PCM_ACCESS_RW_INTERLEAVED))
    var isWide = false
    if snd_pcm_hw_params_set_format(handle, parameters, SND_PCM_FORMAT_S16) < 0 {
      isWide = true
      try check(
        "asking for 16-bit or 32-bit samples (the name \"plug\(name)\" converts others)",
        snd_pcm_hw_params_set_format(handle, parameters, SND_PCM_FORMAT_S32))
    }
    var channels: UInt32 = 1
    try check(
      "asking for one channel", snd_pcm_hw_params_set_channels_near(handle, parameters, &channels))
    snd_pcm_hw_params_set_rate_resample(handle, parameters, 0)
    let own = rates.first { snd_pcm_hw_params_test_rate(handle, parameters, $0, 0) == 0 }
    if own == nil { snd_pcm_hw_params_set_rate_resample(handle, parameters, 1) }
    var rate = own ?? 48_000
    try check(
      "asking for \(rate) Hz", snd_pcm_hw_params_set_rate_near(handle, parameters, &rate, nil))
    guard (4_000...192_000).contains(rate) else {
      throw SoundError(device: name, says: "it offers \(rate) Hz; expected 4,000 to 192,000")
    }
    // 5 ms periods and room for 16 of them: the thread comes every 5 ms, and how much waits is its
    // decision and not the device's.
    var period = snd_pcm_uframes_t(rate / 200)
    try check(
      "asking for short periods",
      snd_pcm_hw_params_set_period_size_near(handle, parameters, &period, nil))
    var buffer = max(snd_pcm_uframes_t(rate / 200 * 16), period * 4)
    try check(
      "asking for a buffer",
      snd_pcm_hw_params_set_buffer_size_near(handle, parameters, &buffer))
    try check("setting it up", snd_pcm_hw_params(handle, parameters))
    let isCoarse =
      snd_pcm_hw_params_is_batch(parameters) == 1
      || snd_pcm_hw_params_is_block_transfer(parameters) == 1 && period > rate / 100
    try startByHand(handle, check)
    return PCM(
      handle: handle, rate: Int(rate), channels: Int(channels), isWide: isWide,
      bufferSize: Int(buffer), periodSize: Int(period), isCoarse: isCoarse)
  }

  /// Nothing starts by itself: a device that starts with its first sample soon has none.
  private static func startByHand(
    _ handle: OpaquePointer, _ check: (String, Int32) throws(SoundError) -> Void
  ) throws(SoundError) {
    var memory: OpaquePointer?
    try check("setting it up", snd_pcm_sw_params_malloc(&memory))
    guard let parameters = memory else { return }
    defer { snd_pcm_sw_params_free(parameters) }
    try check("setting it up", snd_pcm_sw_params_current(handle, parameters))
    var boundary: snd_pcm_uframes_t = 0
    try check("setting it up", snd_pcm_sw_params_get_boundary(parameters, &boundary))
    try check(
      "setting it up", snd_pcm_sw_params_set_start_threshold(handle, parameters, boundary))
    try check("setting it up", snd_pcm_sw_params(handle, parameters))
  }
}
