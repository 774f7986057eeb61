/// The sentences that a flow may consist of; the reader of them is Simulation's.
enum FlowWords {
  static let entries: [Command.Example] = [
    entry("citizen calls 12345", "an INVITE from a trunk: [from NUMBER] [via TRUNK] may follow"),
    entry("1001 calls 110", "an INVITE from a seat"),
    entry("1001 rings", "180; \"rings with early media\" is 183 with a voice"),
    entry("1001 answers", "200"),
    entry("1001 is busy", "486"),
    entry("1001 declines", "603"),
    entry("1001 does not answer", "rang until its time was over"),
    entry("1001 is not found", "404"),
    entry("1001 is unreachable", "503, or no reply at all"),
    entry("1001 has no codec", "488"),
    entry("1001 fails 500", "any other final status"),
    entry("1001 hangs up", "BYE, or CANCEL before the answer"),
    entry("1001 is lost", "gone without a word: session timer, transport, probe"),
    entry("1001 goes silent", "no RTP; \"is heard again\" when it is back"),
    entry("1001 holds", "the phone's own hold by re-INVITE; \"retrieves\" ends it"),
    entry("1001 dials *1", "digits by RFC 4733; \"1001 infos *1\" is SIP INFO"),
    entry("citizen has heard all-busy", "a prompt that was playing is over"),
    entry("1001 presses transfer-110", "a key of the site, by its name"),
    entry("1001 refers to 110", "REFER; \"replacing LEG\" makes it attended"),
    entry("1001 registers", "its phone is there; \"unregisters\" that it is not"),
    entry("1001 takes the message", "2xx to a MESSAGE; \"takes no message\" is anything else"),
    entry("operator ends call 1", "the flow's first call is ended by command"),
    entry("it is 2021-08-01 08:30", "the site's day and time; a Monday noon without it"),
    entry("wait 20s", "time passes: ms, s or min"),
  ]

  private static func entry(_ sentence: String, _ meaning: String) -> Command.Example {
    Command.Example(sentence, meaning)
  }
}
