extension ValueKind where Value == String {
  /// ALSA's name of a PCM; whether there is one, only the running box can know.
  static var soundDevice: ValueKind {
    ValueKind("ALSA's name of a device, such as plughw:CARD=Headset or default") { text in
      (1...255).contains(text.utf8.count)
        && text.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }
        ? text : nil
    }
  }

  static var inputDevice: ValueKind {
    ValueKind("an absolute path, such as /dev/input/by-id/usb-…-event-kbd") { text in
      text.hasPrefix("/") && (2...1024).contains(text.utf8.count) ? text : nil
    }
  }
}

extension ValueKind where Value == ButtonKey {
  static var buttonKey: ValueKind {
    ValueKind(
      "BUTTON:KEY, such as KEY_ENTER:answer or KEY_1:transfer-110, or a code such as 28:answer"
    ) { text in
      guard let colon = text.firstIndex(of: ":"),
        let code = ButtonName.code(of: String(text[..<colon]))
      else { return nil }
      let key = String(text[text.index(after: colon)...])
      return ValueKind<String>.isName(key) ? ButtonKey(code: code, key: key) : nil
    }
  }
}
