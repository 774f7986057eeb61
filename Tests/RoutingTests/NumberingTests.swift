import Routing
import Testing

/// One number, many spellings.
@Suite struct NumberingTests {
  private static let puyang = Numbering(countryCode: "86", areaCode: "393", localDigits: 7)

  @Test(arguments: [
    "12396", "039312396", "+8639312396", "008639312396", "39312396", "+86-393-12396", "0393 12396",
    "+8612396", "(0393)12396",
  ]) func aServiceCodeInEveryForm(dialled: String) {
    #expect(Self.puyang.local(dialled) == "12396")
  }

  @Test(arguments: [
    "4420000", "03934420000", "+863934420000", "00863934420000", "863934420000", "3934420000",
    "0393-4420000", "+86.393.4420000",
  ]) func aLocalNumberInEveryForm(dialled: String) {
    #expect(Self.puyang.local(dialled) == "4420000")
  }

  @Test func aCountryCodeWithoutTheAreaCodeIsTriedToo() {
    #expect(Self.puyang.forms(of: "+864420000") == ["04420000", "4420000"])
  }

  @Test(arguments: [
    // Mobiles, of which some begin like an area code.
    ("13800138000", "13800138000"), ("013800138000", "13800138000"),
    ("+8613800138000", "13800138000"), ("8613800138000", "13800138000"),
    ("4008123456", "4008123456"), ("+864008123456", "4008123456"),
    // Other areas, other countries.
    ("01088886666", "01088886666"), ("+861088886666", "01088886666"), ("01012345", "01012345"),
    ("+12125551212", "0012125551212"), ("0012125551212", "0012125551212"),
    // What only looks like it.
    ("3931234", "3931234"), ("8612345", "8612345"), ("110", "110"), ("0", "0"), ("00", "00"),
    ("+", "+"), ("", ""), ("*1", "*1"), ("li.1", "li.1"), ("393", "393"), ("0393", "0393"),
    // No number within an area begins with 0.
    ("03930393895", "03930393895"), ("+8639301234", "039301234"),
  ]) func othersKeepWhatTheyNeed(dialled: String, local: String) {
    #expect(Self.puyang.local(dialled) == local)
  }

  @Test func eightDigitAreasKeepWhatMayBeLocal() {
    let zhengzhou = Numbering(countryCode: "86", areaCode: "371", localDigits: 8)
    #expect(zhengzhou.local("37112345") == "37112345")
    #expect(zhengzhou.local("037112345") == "12345")
    #expect(zhengzhou.local("+8637167180000") == "67180000")
    #expect(zhengzhou.local("37167180000") == "67180000")
  }

  @Test func withoutCodesNothingIsCutOff() {
    let plain = Numbering()
    for number in ["12345", "039312345", "863934420000", "01012345"] {
      #expect(plain.local(number) == number)
    }
    #expect(plain.local("+8639312345") == "008639312345")
  }

  /// A form of a form is the same: rules and calls meet in one spelling.
  @Test func theLocalFormIsItsOwn() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let starts = ["", "+", "0", "00", "86", "+86", "0086", "393", "0393", "86393", "1", "400"]
      let digits = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        "\(Int.random(in: 0...9, using: &generator))"
      }
      let number = starts.randomElement(using: &generator)! + digits.joined()
      let local = Self.puyang.local(number)
      #expect(Self.puyang.local(local) == local || local.hasPrefix("00"), "\(number) \(local)")
    }
  }
}
