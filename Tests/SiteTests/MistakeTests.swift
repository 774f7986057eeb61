import Site
import Testing

@Suite("Mistakes, and what people are told of them")
struct MistakeTests {
  @Test("the site that mistakes are put into is right")
  func good() { #expect(complaints(goodSite) == []) }

  @Test("sections and keys", arguments: Mistakes.structure)
  func structure(_ mistake: Mistake) { #expect(complaints(mistake.text) == mistake.complaints) }

  @Test("values", arguments: Mistakes.values)
  func values(_ mistake: Mistake) { #expect(complaints(mistake.text) == mistake.complaints) }

  @Test("networks and peers", arguments: Mistakes.peers)
  func peers(_ mistake: Mistake) { #expect(complaints(mistake.text) == mistake.complaints) }

  @Test("groups and channels", arguments: Mistakes.groups)
  func groups(_ mistake: Mistake) { #expect(complaints(mistake.text) == mistake.complaints) }

  @Test("sound cards, their keypads, and bells", arguments: Mistakes.sound)
  func sound(_ mistake: Mistake) { #expect(complaints(mistake.text) == mistake.complaints) }

  @Test("groups, numbers and keys", arguments: Mistakes.calls)
  func calls(_ mistake: Mistake) { #expect(complaints(mistake.text) == mistake.complaints) }

  @Test("merged numbers, numbering, counties", arguments: Mistakes.numbers)
  func numbers(_ mistake: Mistake) { #expect(complaints(mistake.text) == mistake.complaints) }

  @Test("an empty file lacks a network, and nobody could be rung")
  func empty() {
    #expect(
      complaints("") == [
        "site.conf: warning: nobody to ring in an emergency; expected [group 110], or emergency = "
          + "group NAME, seat NAME, number NUMBER or trunk NAME NUMBER in [site]",
        "site.conf: error: no network; expected at least one section [network NAME] with sip, rtp "
          + "and allow",
        "site.conf: warning: no number, so every call is refused; expected at least one section "
          + "[number PATTERN]",
      ])
  }

  @Test("a file of another kind is told in 200 lines and a count")
  func flood() {
    let lines = complaints(String(repeating: "x\n", count: 1000))
    #expect(lines.count == 201)
    #expect(lines.last == "site.conf: error: 800 more are not shown; mend these first")
  }
}
