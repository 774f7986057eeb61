/// A kind of section: `[kind]`, or `[kind name]` as often as there are things of that kind.
enum SectionKind: String, CaseIterable, Sendable {
  case site
  case media
  case network
  case trunk
  case seat
  case group
  case number
  case key
  case bell
  case nuisance

  /// What a title says after the kind; `nil` when it says nothing.
  var nameWord: String? {
    switch self {
    case .site, .media, .nuisance: nil
    case .number: "PATTERN"
    case .network, .trunk, .seat, .group, .key, .bell: "NAME"
    }
  }

  /// The title as the manual shows it.
  var title: String { "[\(rawValue)\(nameWord.map { " " + $0 } ?? "")]" }

  /// How many sections of this kind a file may have.
  var limit: Int {
    switch self {
    case .site, .media, .nuisance: 1
    case .network, .bell: 16
    case .trunk, .key: 256
    case .group: 1024
    case .seat: 4096
    case .number: 16_384
    }
  }

  /// What the section is about, in one sentence.
  var sentence: String {
    switch self {
    case .site: "The site as a whole, and the times that call control goes by."
    case .media: "How the box treats voice."
    case .network:
      "One of the networks that the box stands between; it hears nobody that is not let in here."
    case .trunk: "A SIP peer that carries many calls: a carrier, a PBX, another box."
    case .seat:
      "A place where an agent answers: a phone with a fixed address or a password to register with, "
        + "or a sound card of the box."
    case .group: "Seats, and numbers behind trunks, that are rung together or in turn."
    case .number:
      "What a dialled number leads to; a pattern is digits, perhaps after +, perhaps ending in *."
    case .key: "One intention of an agent, and the digits that press it on a seat's phone."
    case .bell:
      "A sound card that rings while somebody is wanted and nobody has answered yet."
    case .nuisance:
      "From when on a caller is shown as a nuisance to seats and waits behind others (恶意骚扰); "
        + "nobody is refused for it."
    }
  }

  /// The title that the sample file gives to its section.
  var sampleName: String? {
    switch self {
    case .site, .media, .nuisance: nil
    case .network: "police"
    case .trunk: "carrier"
    case .seat: "2001"
    case .group, .number: "110"
    case .key: "transfer-110"
    case .bell: "hall"
    }
  }
}
