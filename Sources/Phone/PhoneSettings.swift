internal import SIPLine

/// What a phone was told on its command line.
struct PhoneSettings {
  /// A wrong command line, in a sentence.
  struct Mistake: Error, Equatable {
    let sentence: String
  }

  var name: String?
  var address = "127.0.0.1"
  var port: UInt16 = 0
  var transport = SIPTransport.udp
  var user: String?
  var password: String?
  var registrar: String?
  var expires = 300
  var answer = AnswerMode.ringOnly
  var hangUpAfter: Duration?
  var call: String?
  var from: String?
  var voice = Voice.tone(440)
  var listening = ToneList(["440", "600", "800", "ringback"])!
  var codecs: [VoiceCodec] = [.pcma, .pcmu]
  var digitMilliseconds = 100
  var record: String?
  var limit: Duration?
  var isQuiet = false

  /// Reads the options.
  ///
  /// - Throws: the first `Mistake`.
  init(_ arguments: [String]) throws(Mistake) {
    // `--listen=X` is `--listen X`, as in every other subcommand.
    var rest = arguments.flatMap { argument in
      argument.hasPrefix("--")
        ? argument.split(separator: "=", maxSplits: 1).map(String.init) : [argument]
    }[...]
    while let name = rest.popFirst() {
      guard let option = Phone.options.first(where: { $0.name == name }) else {
        throw Mistake(sentence: "unknown option '\(name)'")
      }
      var value = ""
      if let placeholder = option.value {
        guard let next = rest.popFirst() else {
          throw Mistake(sentence: "\(name) wants \(placeholder) behind it")
        }
        value = next
      }
      guard try read(name, value) else {
        throw Mistake(sentence: "'\(value)' will not do for \(name) \(option.value ?? "")")
      }
    }
    try checkVoice()
  }

  /// The number or name in From.
  var number: String { from ?? user ?? "anonymous" }

  private mutating func read(_ name: String, _ value: String) throws(Mistake) -> Bool {
    switch name {
    case "--name": self.name = value
    case "--listen": return readListen(value)
    case "--tcp": transport = .tcp
    case "--user": user = value
    case "--password": password = value
    case "--register": registrar = value
    case "--expires":
      return assign(Int(value).flatMap { (1...86_400).contains($0) ? $0 : nil }) {
        $0.expires = $1
      }
    case "--answer": return assign(AnswerMode(value)) { $0.answer = $1 }
    case "--hang-up-after": return assign(Duration(text: value)) { $0.hangUpAfter = $1 }
    case "--call": call = value
    case "--from": from = value
    case "--tone": return assign(Voice(value)) { $0.voice = $1 }
    case "--hear":
      return assign(ToneList(value.split(separator: ",").map(String.init))) {
        $0.listening = $1
      }
    case "--codecs": return try readCodecs(value)
    case "--digit-ms":
      return assign(Int(value).flatMap { (40...2000).contains($0) ? $0 : nil }) {
        $0.digitMilliseconds = $1
      }
    case "--record": record = value
    case "--for": return assign(Duration(text: value)) { $0.limit = $1 }
    case "--quiet": isQuiet = true
    default: return false
    }
    return true
  }

  private mutating func assign<Value>(
    _ value: Value?, _ set: (inout PhoneSettings, Value) -> Void
  ) -> Bool {
    guard let value else { return false }
    set(&self, value)
    return true
  }

  private mutating func readListen(_ text: String) -> Bool {
    guard let colon = text.lastIndex(of: ":"),
      let port = UInt16(text[text.index(after: colon)...])
    else { return false }
    let host = text[..<colon]
    address = String(host.first == "[" ? host.dropFirst().dropLast() : host)
    self.port = port
    return !address.isEmpty
  }

  private mutating func readCodecs(_ text: String) throws(Mistake) -> Bool {
    codecs = []
    for name in text.split(separator: ",") {
      guard let named = VoiceCodec.named(name) else {
        let names = VoiceCodec.names.joined(separator: ", ")
        throw Mistake(sentence: "'\(name)' is no codec; expected one of: \(names)")
      }
      guard named.allSatisfy(\.isAvailable) else {
        throw Mistake(
          sentence:
            "the PJMEDIA of this machine was built without \(name); leave it out of --codecs")
      }
      codecs += named.filter { !codecs.contains($0) }
    }
    return !codecs.isEmpty
  }

  /// A tone that none of the codecs carries would be said by nobody.
  private func checkVoice() throws(Mistake) {
    guard case .tone(let hertz) = voice, let highest = codecs.map(\.highestTone).max(),
      hertz > highest
    else { return }
    throw Mistake(
      sentence: "a tone of \(Int(hertz)) Hz is above what these codecs carry (\(Int(highest)) Hz); "
        + "add G722, opus or L16 to --codecs")
  }
}

extension Duration {
  /// Reads `200ms`, `2s`, `now` or a bare number of seconds.
  init?(text: String) {
    if text == "now" {
      self = .zero
    } else if text.hasSuffix("ms"), let number = Int(text.dropLast(2)), number >= 0 {
      self = .milliseconds(number)
    } else if let number = Double(text.hasSuffix("s") ? String(text.dropLast()) : text),
      (0...1_000_000).contains(number)
    {
      self = .milliseconds(Int(number * 1000))
    } else {
      return nil
    }
  }
}
