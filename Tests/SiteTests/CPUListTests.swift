import Foundation
import Site
import Testing

@Suite struct CPUListTests {
  @Test(arguments: [
    ("2", [2], "2"), ("2-3", [2, 3], "2-3"), ("4-7, 0", [0, 4, 5, 6, 7], "0,4-7"),
    ("1,2,2-3", [1, 2, 3], "1-3"), ("8191", [8_191], "8191"),
  ])
  func isReadAndWrittenAsTheKernelDoes(text: String, numbers: [Int], written: String) throws {
    let list = try #require(CPUList(text))
    #expect(list.numbers == numbers)
    #expect(list.description == written)
  }

  @Test(arguments: [
    "", " ", "-", "1-", "-1", "3-2", "1,", "a", "1 2", "8192", "99999", "1-2-3", "+1",
  ])
  func isNone(text: String) { #expect(CPUList(text) == nil) }

  /// A box that lost a CPU must start all the same.
  @Test func aCPUThatTheMachineLacksIsAWarningThatNamesThoseItHas() throws {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(
      status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:\t") })
    let allowed = line.dropFirst("Cpus_allowed_list:\t".count)
    let text = goodSite + "[media]\ncpus-rtp = \(allowed)\ncpus-mixer = \(allowed),8190-8191\n"
    let (site, diagnostics) = SiteFile.check(text: text, file: "site.conf")
    #expect(site?.media.cpusRtp?.description == String(allowed))
    #expect(site?.media.cpusMixer?.numbers.suffix(2) == [8_190, 8_191])
    #expect(site?.media.cpusSound == nil)
    #expect(
      diagnostics.map(\.description) == [
        "site.conf:18:14: warning: cpus-mixer has CPU 8190-8191, which this machine does not have or "
          + "does not allow; expected some of \(allowed)"
      ])
  }
}
