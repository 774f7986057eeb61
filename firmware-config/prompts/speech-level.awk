# The active speech level of a sound by ITU-T P.56, method B: the power of the speech itself, with
# the pauses between the words left out.
#
# usage: sox IN -t s16 -r 8000 -c 1 - | od -An -v -td2 -w2 | awk -f speech-level.awk
# prints: active level in dBm0, peak in dBFS, share of the time that is speech in per cent
#
# A sine that fills the 16-bit range is +3.14 dBm0, as in G.711 A-law. Its power is 3.01 dB below
# that of a full-scale square wave, to which sox refers its "RMS lev dB": dBm0 = that + 6.15.
BEGIN {
  rate = 8000
  smoothing = exp(-1 / (rate * 0.03))  # envelope: two poles of 30 ms
  hangover = int(rate * 0.2)           # a pause shorter than 200 ms is speech
  margin = 15.9                        # speech is what lies above its own level less this, dB
  thresholds = 15                      # 2^0 … 2^14 of 32768
  for (j = 0; j < thresholds; j++) { active[j] = 0; since[j] = hangover }
}

{
  sample = $1
  size = sample < 0 ? -sample : sample
  if (size > peak) peak = size
  count++
  energy += sample * sample
  first = smoothing * first + (1 - smoothing) * size
  second = smoothing * second + (1 - smoothing) * first
  for (j = 0; j < thresholds; j++) {
    if (second >= 2 ^ j) { active[j]++; since[j] = 0 }
    else if (since[j] < hangover) { active[j]++; since[j]++ }
  }
}

function decibel(power) { return 10 * log(power) / log(10) }

END {
  if (energy == 0) { print "speech-level: silence" > "/dev/stderr"; exit 1 }
  full = 32768 * 32768
  # The higher the threshold, the less time counts as speech and the louder that speech is; the
  # true level is where it stands exactly the margin above the threshold.
  for (j = 0; j < thresholds && active[j] > 0; j++) {
    level = decibel(energy / active[j] / full)
    above = level - 2 * decibel(2 ^ j / 32768)
    if (above <= margin) {
      part = j == 0 ? 1 : (aboveBefore - margin) / (aboveBefore - above)
      if (j > 0) level = levelBefore + part * (level - levelBefore)
      break
    }
    levelBefore = level
    aboveBefore = above
  }
  share = energy / count / full / 10 ^ (level / 10)
  printf "%.2f %.2f %.0f\n", level + 6.15, 2 * decibel(peak / 32768), 100 * share
}
