extension Mistakes {
  static let sound = [
    Mistake(
      "[media]\ncpus-rtp = 3-2",
      "site.conf:17:12: error: cpus-rtp is \"3-2\"; expected CPU numbers such as 2, 2-3 or 0,4-7"),
    Mistake(
      "[media]\ncpus-mixer = all",
      "site.conf:17:14: error: cpus-mixer is \"all\"; expected CPU numbers such as 2, 2-3 or 0,4-7"),
    Mistake(
      "[media]\ncpus-sound = 0,,1",
      "site.conf:17:14: error: cpus-sound is \"0,,1\"; expected CPU numbers such as 2, 2-3 or 0,4-7"
    ),
    Mistake(
      "[media]\ncpus-sound = 1-",
      "site.conf:17:14: error: cpus-sound is \"1-\"; expected CPU numbers such as 2, 2-3 or 0,4-7"),
    Mistake(
      "[media]\ncpus-mixer = 8192",
      "site.conf:17:14: error: cpus-mixer is \"8192\"; expected CPU numbers such as 2, 2-3 or 0,4-7"
    ),
    Mistake(
      "[seat 3001]\nplatform = 110\nnetwork = gov\nsound = hw:0",
      "site.conf:19:1: error: [seat 3001] has sound and network; expected sound for a card of the "
        + "box, or network for a phone"),
    Mistake(
      "[seat 3001]\nplatform = 110\nsound = my card",
      "site.conf:18:9: error: sound is \"my card\"; expected ALSA's name of a device, such as "
        + "plughw:CARD=Headset or default"),
    Mistake(
      "[seat 3001]\nplatform = 110\nsound = hw:0\ngain = 12.5",
      "site.conf:19:8: error: gain is \"12.5\"; expected decibels from -12 to 12, such as -6 or 2.5"
    ),
    Mistake(
      "[seat 3001]\nplatform = 110\nsound = hw:0\ngain = +6dB",
      "site.conf:19:8: error: gain is \"+6dB\"; expected decibels from -12 to 12, such as -6 or 2.5"
    ),
    Mistake(
      "[seat 3001]\nplatform = 110\nsound = hw:0\n[seat 3002]\nplatform = 110\nsound = hw:0",
      "site.conf:21:9: error: sound is that of seat 3001; expected a sound card of its own"),
    Mistake(
      "[seat 3001]\nplatform = 110\nsound = hw:0\ninput = /dev/input/event0",
      "site.conf:16:1: error: [seat 3001] has no buttons though it has an input; expected buttons = "
        + "BUTTON:KEY, such as KEY_ENTER:answer or KEY_1:transfer-110, or a code such as 28:answer, "
        + "or several with commas between"),
    Mistake(
      "[seat 3001]\nplatform = 110\nsound = hw:0\ninput = /dev/input/event0\n"
        + "buttons = KEY_1:anwser, 28:mute, KEY_ENTER:hook",
      "site.conf:20:11: error: key \"anwser\" does not exist; did you mean \"answer\"?",
      "site.conf:20:34: error: buttons has the button 28 twice; expected it once"),
    Mistake(
      "[seat 3001]\nplatform = 110\nsound = hw:0\ninput = /dev/input/event0\n"
        + "buttons = KEY_NONE:answer",
      "site.conf:20:11: error: buttons has \"KEY_NONE:answer\"; expected BUTTON:KEY, such as "
        + "KEY_ENTER:answer or KEY_1:transfer-110, or a code such as 28:answer"),
    Mistake(
      "contact = sip:2001@127.0.0.1:5072\n",
      becomes: "contact = sip:2001@127.0.0.1:5072\nring-device = hw:1\n",
      "site.conf:12:1: error: ring-device stands in [seat 2001], which has no sound; expected sound = "
        + "ALSA's name of a device, such as plughw:CARD=Headset or default"),
    Mistake(
      "[bell hall]\nplatform = 110",
      "site.conf:16:1: error: [bell hall] has no device; expected device = ALSA's name of a device, "
        + "such as plughw:CARD=Headset or default"),
  ]
}
