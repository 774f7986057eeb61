import Testing

@testable import Site

@Suite("Policies, and where their settings come from")
struct PolicyTests {
  private static let header = "rule,section,key,value,source,clause,note\n"

  private func read(_ rows: String) -> (policy: CountyPolicy?, said: [String]) {
    let findings = Findings(file: "p.csv")
    let bytes = Array((PolicyTests.header + rows).utf8)
    guard let table = CSVTable.parse(bytes, PolicyColumns.schema, findings) else {
      return (nil, findings.sorted().map(\.description))
    }
    let policy = CountyPolicy.read(table, findings)
    for row in table.readers(findings) {
      Provenance.check(row, known: ["A 甲", "B", "default", "lab"])
    }
    return (policy, findings.sorted().map(\.description))
  }

  @Test(
    "sections and keys that no site file has",
    arguments: [
      ("kee a,action", "2:11: error: unknown section \"kee\"; did you mean \"key\"?"),
      ("key,action", "2:11: error: section is \"key\"; expected key NAME"),
      ("key a b,action", "2:11: error: section is \"key a b\"; expected key NAME"),
      ("site x,name", "2:11: error: section is \"site x\"; expected site"),
      ("key a,acton", "2:17: error: unknown key \"acton\" in [key NAME]; did you mean \"action\"?"),
    ])
  func unknown(_ setting: String, _ complaint: String) {
    #expect(read("direction,\(setting),hold,B,1,\n").said == ["p.csv:" + complaint])
  }

  @Test("a setting stands once")
  func twice() {
    #expect(
      read("direction,key a,action,hold,B,1,\ndirection,key a,action,return,B,1,\n").said == [
        "p.csv:3:17: error: action of [key a] again, first in line 2; expected each setting once"
      ])
  }

  @Test(
    "each notice is one that there is, and has its clause",
    arguments: [
      (
        "A 甲; B,1",
        ["2:32: error: clause has 1 for 2 in source; expected one for each"]
      ),
      ("C,1", ["2:25: error: source \"C\" does not exist; expected one of: A 甲, B, default, lab"]),
      ("A 甲;B,1; 2", []),
      (
        "B;,1",
        [
          "2:25: error: source is \"B;\"; expected a name, or several with \"; \" between"
        ]
      ),
      (
        ",",
        [
          "2:25: error: source has no value; expected a name, or several with \"; \" between",
          "2:26: error: clause has no value; expected a name, or several with \"; \" between",
        ]
      ),
    ])
  func provenance(_ cells: String, _ complaints: [String]) {
    #expect(read("leave,key a,leave,never,\(cells),\n").said == complaints.map { "p.csv:" + $0 })
  }

  @Test("a policy says of every rule that its notice is silent, if it is")
  func rules() {
    let findings = Findings(file: "p.csv")
    read("leave,key a,leave,never,B,1,\n").policy?.checkRules(findings)
    #expect(findings.errorCount == PolicyRule.asked.count - 1)
  }

  @Test("a later setting takes an earlier one's place, or takes it or its section out")
  func draft() throws {
    let base = try #require(
      read(
        "lab,seat 1,platform,110,default,new-site,\nlab,seat 1,display,old,lab,new-site,\n"
          + "lab,seat 2,platform,110,default,new-site,\nlab,seat 3,nat,yes,lab,new-site,\n"
          + "direction,key a,digits,#1,lab,new-site,about it\n"
          + "direction,key a,action,hold,default,new-site,\n"
      ).policy)
    let county = try #require(
      read(
        "identity,seat 1,display,甲 # 乙,A 甲; B,1; 2,who it is\nidentity,seat 2,,,B,1,\n"
          + "leave,seat 3,nat,,B,1,\nnegotiation,site,negotiation-timeout,3min,default,site.conf(5),\n"
      ).policy)
    #expect(
      SiteDraft(base.settings + county.settings).text(heading: ["Top", ""]) == """
        # Top
        #

        [site]
        negotiation-timeout = 3min          ; default

        # who it is
        [seat 1]
        platform  = 110
        display   = "甲 # 乙"               ; A 甲 1; B 2

        # about it
        [key a]
        digits    = "#1"                    ; LAB: replace
        action    = hold

        """)
  }
}
