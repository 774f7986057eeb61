package import Routing

/// A place where an agent answers, as the wire needs to know it.
package struct SiteSeat: Hashable, Sendable {
  package let name: SeatName
  /// The desk that it belongs to.
  package let platform: PlatformName
  /// Where its phone lives; `nil` for a sound card of the box.
  package let network: NetworkName?
  /// How its phone is found.
  package let access: SeatAccess
  /// What people call it; the name of the seat when the file says nothing.
  package let display: String
  /// Whether RTP may be latched to where it really comes from.
  package let nat: Bool
  /// By how many dB what the agent says is made louder, or softer when it is less than 0.
  package let gain: Double
  /// What it is offered instead of the box's codecs.
  package let codecs: [Codec]?
  /// What it is asked to put into a packet, instead of what the box asks for.
  package let packetTime: Duration?
  /// Whether it is offered comfort noise, instead of what holds for the box.
  package let comfortNoise: Bool?
}

extension SiteSeat {
  /// The sound card that it has instead of a phone.
  package var sound: SoundSeat? {
    if case .sound(let sound) = access { sound } else { nil }
  }
}

/// How a seat's phone is found.
package enum SeatAccess: Hashable, Sendable {
  /// At a fixed address; it never registers.
  case fixed(SIPURI)
  /// Where it last registered, by digest with the seat's name and this password.
  case registers(Secret)
  /// The box's own sound card.
  case sound(SoundSeat)
}

/// A seat at a sound card of the box.
package struct SoundSeat: Hashable, Sendable {
  /// ALSA's name of handset or headset.
  package let device: String
  /// ALSA's name of what rings; the same when there is nothing else.
  package let ringDevice: String
  /// The input device whose buttons are the seat's keys.
  package let input: String?
  /// What its buttons press; no button twice.
  package let buttons: [ButtonKey]
}

/// A button of an input device and the key that it presses.
package struct ButtonKey: Hashable, Sendable {
  /// The code of `linux/input-event-codes.h`.
  package let code: UInt16
  /// A ``SeatButton``, a key of the site or a bare action.
  package let key: String
}

/// What a phone has buttons for, and a seat without a phone needs as keys.
package enum SeatButton: String, Hashable, Sendable, CaseIterable {
  case answer
  case hangUp = "hang-up"
  /// Answers while it rings, hangs up in a call: the one button of a headset.
  case hook
  case mute

  /// The number that a key such as `dial-10086` calls; `nil` for any other key.
  package static func number(in key: String) -> String? {
    let number = String(key.dropFirst(5))
    return key.hasPrefix("dial-") && ValueKind<String>.isNumber(number) ? number : nil
  }
}

/// A sound card that rings while somebody is wanted.
package struct SiteBell: Hashable, Sendable {
  package let name: String
  /// ALSA's name of the device.
  package let device: String
  /// The desk for whose calls it rings; every desk's when `nil`.
  package let platform: PlatformName?
}

extension SeatAccess: CustomStringConvertible {
  package var description: String {
    switch self {
    case .fixed(let contact): "contact \(contact)"
    case .registers(let password): "password \(password)"
    case .sound(let seat): "sound \(seat.device)"
    }
  }
}
