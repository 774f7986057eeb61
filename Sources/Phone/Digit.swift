/// The event numbers of keys (RFC 4733, 3.2).
enum Digit {
  private static let keys = Array("0123456789*#ABCD")

  static func number(_ key: Character) -> UInt8? { keys.firstIndex(of: key).map { UInt8($0) } }

  static func key(_ number: UInt8) -> Character? {
    Int(number) < keys.count ? keys[Int(number)] : nil
  }
}
