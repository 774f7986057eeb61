import SIPLine
import Testing

@testable import Phone

/// What a phone understands on its command line and its standard input.
@Suite struct WordsTests {
  @Test func optionsAreRead() throws {
    let settings = try PhoneSettings([
      "--listen", "[::1]:5071", "--answer=200ms", "--tone", "600", "--codecs", "pcmu", "--hear",
      "440,music", "--for", "1.5s", "--tcp",
    ])
    #expect(settings.address == "::1")
    #expect(settings.port == 5071)
    #expect(settings.answer == .after(.milliseconds(200)))
    #expect(settings.voice == .tone(600))
    #expect(settings.codecs == [.pcmu])
    #expect(settings.listening.other == "music")
    #expect(settings.limit == .milliseconds(1500))
    #expect(settings.transport == .tcp)
  }

  @Test(arguments: [
    ["--nonsense"], ["--listen"], ["--listen", "5060"], ["--tone", "loud"], ["--answer", "200"],
    ["--codecs", "G729"], ["--digit-ms", "5"], ["--hear", ""], ["--for", "soon"],
  ])
  func mistakesAreTold(arguments: [String]) {
    #expect(throws: PhoneSettings.Mistake.self) { try PhoneSettings(arguments) }
  }

  @Test(arguments: [
    ("busy", AnswerMode.refuse(486)), ("decline", .refuse(603)), ("404", .refuse(404)),
    ("now", .after(.zero)), ("2s", .after(.seconds(2))), ("never", .never),
    ("ring-only", .ringOnly),
  ])
  func answers(text: String, mode: AnswerMode) { #expect(AnswerMode(text) == mode) }

  @Test func everyOptionOfTheTableIsUnderstood() {
    let values = [
      "ADDR:PORT": "127.0.0.1:0", "SECONDS": "60", "MODE": "busy", "TIME": "1s", "HZ": "600",
      "HZ,…": "600", "NAME,…": "PCMA", "MS": "100",
    ]
    for option in Phone.options {
      let arguments = [option.name] + (option.value.map { [values[$0] ?? "x"] } ?? [])
      #expect(throws: Never.self) { try PhoneSettings(arguments) }
    }
  }

  @Test(arguments: [
    ("press *1#", PhoneCommand.Verb.press(["*", "1", "#"])), ("info a", .info(["A"])),
    ("tone off", .say(.off)), ("tone 0", .say(.silence)), ("reject 486", .reject(486)),
    ("call sip:1@h", .call("sip:1@h")),
    (
      "wait event=hears hears=600",
      .wait(["event=hears", "hears=600"])
    ), ("hangup", .hangUp),
  ])
  func commands(line: String, verb: PhoneCommand.Verb) {
    #expect(PhoneCommand(line)?.verb == verb)
    #expect(PhoneCommand(line)?.leg == nil)
    #expect(PhoneCommand("leg 2 " + line)?.leg == 2)
  }

  @Test(arguments: ["", "press", "press x", "reject 200", "leg", "leg two hangup", "hangup now"])
  func noCommands(line: String) { #expect(PhoneCommand(line) == nil) }

  @Test func codecsAreNamedAsInTheSiteFile() throws {
    #expect(try PhoneSettings([]).codecs == [.pcma, .pcmu])
    let settings = try PhoneSettings(["--codecs", "opus,G722,L16,PCMA,PCMU,pcma", "--tone", "5200"])
    #expect(settings.codecs == [.opus, .g722, .l16Wide, .l16, .pcma, .pcmu])
  }

  @Test(arguments: [
    (["--codecs", "G729"], "'G729' is no codec; expected one of: PCMA, PCMU, G722, opus, L16"),
    (
      ["--tone", "5200"],
      "a tone of 5200 Hz is above what these codecs carry (3900 Hz); add G722, opus or L16 to --codecs"
    ),
  ])
  func mistakesSayWhatToDo(arguments: [String], sentence: String) {
    #expect(throws: PhoneSettings.Mistake(sentence: sentence)) { try PhoneSettings(arguments) }
  }
}
