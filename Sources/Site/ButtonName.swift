/// Names of buttons, as `linux/input-event-codes.h` and `evtest` have them.
enum ButtonName {
  /// The code of a name, or of a number up to 767; `nil` when it is neither.
  static func code(of text: String) -> UInt16? {
    if let code = UInt16(text) { return code < 0x300 ? code : nil }
    return codes[text]
  }

  private static let codes: [String: UInt16] = {
    var codes = special
    func row(_ names: String, from first: UInt16) {
      for (offset, name) in names.split(separator: " ").enumerated() {
        codes["KEY_\(name)"] = first + UInt16(offset)
      }
    }
    row("ESC 1 2 3 4 5 6 7 8 9 0 MINUS EQUAL BACKSPACE TAB", from: 1)
    row("Q W E R T Y U I O P LEFTBRACE RIGHTBRACE ENTER LEFTCTRL", from: 16)
    row("A S D F G H J K L SEMICOLON APOSTROPHE GRAVE LEFTSHIFT BACKSLASH", from: 30)
    row("Z X C V B N M COMMA DOT SLASH RIGHTSHIFT KPASTERISK LEFTALT SPACE CAPSLOCK", from: 44)
    row("F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 NUMLOCK SCROLLLOCK", from: 59)
    row("KP7 KP8 KP9 KPMINUS KP4 KP5 KP6 KPPLUS KP1 KP2 KP3 KP0 KPDOT", from: 71)
    row("F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24", from: 183)
    row("NUMERIC_0 NUMERIC_1 NUMERIC_2 NUMERIC_3 NUMERIC_4 NUMERIC_5 NUMERIC_6", from: 0x200)
    row("NUMERIC_7 NUMERIC_8 NUMERIC_9 NUMERIC_STAR NUMERIC_POUND", from: 0x207)
    for button in 0..<10 { codes["BTN_\(button)"] = 0x100 + UInt16(button) }
    return codes
  }()

  private static let special: [String: UInt16] = [
    "KEY_F11": 87, "KEY_F12": 88, "KEY_KPENTER": 96, "KEY_KPSLASH": 98, "KEY_HOME": 102,
    "KEY_UP": 103, "KEY_PAGEUP": 104, "KEY_LEFT": 105, "KEY_RIGHT": 106, "KEY_END": 107,
    "KEY_DOWN": 108, "KEY_PAGEDOWN": 109, "KEY_INSERT": 110, "KEY_DELETE": 111, "KEY_MUTE": 113,
    "KEY_VOLUMEDOWN": 114, "KEY_VOLUMEUP": 115, "KEY_KPEQUAL": 117, "KEY_STOP": 128,
    "KEY_MENU": 139, "KEY_PLAYPAUSE": 164, "KEY_STOPCD": 166, "KEY_PHONE": 169,
    "KEY_MICMUTE": 248, "KEY_PICKUP_PHONE": 0x1BD, "KEY_HANGUP_PHONE": 0x1BE,
  ]
}
