/// Where a site is in the world's numbering plan (ITU-T E.164): one number, many spellings.
///
/// `12396`, `039312396`, `+8639312396`, `008639312396` and `8639312396` are one number at a site with
/// country code 86 and area code 393. Its *local form* is what a citizen next door dials.
package struct Numbering: Hashable, Sendable {
  /// Without `+`: `86`; empty where numbers from abroad are not to be told apart.
  package let countryCode: String
  /// Without the trunk prefix 0: `393`; empty where every number is dialled in full.
  package let areaCode: String
  /// The most digits that a number within the area has; a longer one has a code before it.
  package let localDigits: Int

  package init(countryCode: String = "", areaCode: String = "", localDigits: Int = 8) {
    self.countryCode = countryCode
    self.areaCode = areaCode
    self.localDigits = localDigits
  }

  /// The number as it is dialled within the area; what is no number stays as it is.
  package func local(_ dialled: String) -> String { forms(of: dialled)[0] }

  /// The local form, and behind it another that the same digits may mean: after a country code, some
  /// networks leave the area code out.
  package func forms(of dialled: String) -> [String] {
    var digits = dialled.utf8.filter { !Numbering.separators.contains($0) }[...]
    let isInternational = digits.first == UInt8(ascii: "+")
    if isInternational { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return [dialled]
    }
    let form = isInternational ? abroad(digits) : local(digits)
    let bare = isInternational ? digits.without(countryCode) : nil
    return [form, bare].compactMap { $0 }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// What people and URIs put between digits (RFC 3966 section 5.1.1).
  private static let separators = Array("-. ()".utf8)
  private static let zero = UInt8(ascii: "0")
  /// The most digits of a service code that is the same in the whole country: `12345`, `96119`.
  private static let serviceDigits = 6

  private func local(_ digits: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if digits.starts(with: "00".utf8) { return abroad(digits.dropFirst(2)) }
    if digits.first == Numbering.zero { return national(digits.dropFirst()) }
    // Carriers leave out + and 0 as well; too long for a local number, the code must be there.
    guard digits.count > localDigits else { return digits }
    if let rest = digits.without(countryCode) {
      if isNationwide(rest) { return rest }
      if let form = withinArea(rest) { return form }
    }
    return withinArea(digits) ?? digits
  }

  /// A number with a country code before it.
  private func abroad(_ digits: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let rest = digits.without(countryCode) else { return Array("00".utf8) + digits }
    return rest.count <= Numbering.serviceDigits ? rest : national(rest)
  }

  /// A number with an area code before it, or one that is the same in the whole country.
  private func national(_ digits: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if isNationwide(digits) { return digits }
    return withinArea(digits) ?? [Numbering.zero] + digits
  }

  /// What follows the site's own area code; no number within an area begins with 0.
  private func withinArea(_ digits: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard !isNationwide(digits), let rest = digits.without(areaCode),
      (3...localDigits).contains(rest.count), rest.first != Numbering.zero
    else { return nil }
    return rest
  }

  /// China's numbers that have no area code: mobiles (11 digits from 13 on), 400 and 800 (10 digits).
  private func isNationwide(_ digits: ArraySlice<UInt8>) -> Bool {
    guard countryCode == "86" else { return false }
    switch digits.count {
    case 10: return digits.starts(with: "400".utf8) || digits.starts(with: "800".utf8)
    case 11:
      return digits.first == UInt8(ascii: "1")
        && digits[digits.startIndex + 1] >= UInt8(ascii: "3")
    default: return false
    }
  }
}

extension ArraySlice<UInt8> {
  /// What follows `code`; `nil` when it does not begin with it, or there is no code.
  fileprivate func without(_ code: String) -> ArraySlice? {
    guard !code.isEmpty, starts(with: code.utf8) else { return nil }
    return dropFirst(code.utf8.count)
  }
}
