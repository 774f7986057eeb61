internal import CLinux
internal import Foundation

/// A sound card of the box without hardware (`Tests/PacedPCM`), and a keypad beside it: a pipe that carries
/// what the kernel gives of an input device.
///
/// The kernel stamps no event of a pipe; T0 is then the moment at which the box reads it.
final class Headset {
  /// Its name for ALSA.
  let card: String
  private let shelf: Shelf
  private var buttons: Int32 = -1

  /// Where the files of some headsets lie.
  private final class Shelf {
    let directory = Children.directory + "/headsets-\(UUID().uuidString.prefix(8))"
    deinit { try? FileManager.default.removeItem(atPath: directory) }
  }

  /// So many headsets of one box; none when `bench/run` has not built the card.
  static func some(_ count: Int) throws -> [Headset] {
    let plugin =
      FileManager.default.currentDirectoryPath + "/.build/release/libasound_module_pcm_paced.so"
    guard FileManager.default.fileExists(atPath: plugin) else { return [] }
    let shelf = Shelf()
    var text = "pcm_type.paced { lib \"\(plugin)\" }\n"
    for number in 1...count {
      let place = "\(shelf.directory)/headset\(number)"
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      // Hours of what was played would fill the disk.
      try FileManager.default.createSymbolicLink(
        atPath: place + "/out.raw", withDestinationPath: "/dev/null")
      text += "pcm.headset\(number) { type paced dir \"\(place)\" rate 48000 ppm 40 tone 620 }\n"
    }
    try text.write(toFile: shelf.directory + "/asound.conf", atomically: true, encoding: .utf8)
    return try (1...count).map { try Headset("headset\($0)", shelf) }
  }

  private init(_ card: String, _ shelf: Shelf) throws {
    self.card = card
    self.shelf = shelf
    guard mkfifo(keypad, 0o600) == 0 else { throw BenchError("no pipe for the keypad") }
    // For both directions: it can be opened before the box reads it, and outlives the box.
    buttons = open(keypad, O_RDWR | O_NONBLOCK | O_CLOEXEC)
  }

  deinit { close(buttons) }

  private var place: String { "\(shelf.directory)/\(card)" }

  var keypad: String { place + "/keypad" }

  /// What makes the box's libasound see these cards and nothing else.
  var environment: [String: String] { ["ALSA_CONFIG_PATH": shelf.directory + "/asound.conf"] }

  /// Presses and lets go of a button.
  ///
  /// - Returns: the moment just before the event was written.
  @discardableResult
  func press(_ code: Int32) -> Int64 {
    var events = [input_event](repeating: input_event(), count: 4)
    for (index, value) in [(0, 1), (2, 0)] as [(Int, Int32)] {
      events[index].type = UInt16(EV_KEY)
      events[index].code = UInt16(code)
      events[index].value = value
    }
    let moment = Time.wall()
    _ = write(buttons, events, events.count * MemoryLayout<input_event>.size)
    return moment
  }

  /// Pulls the card out, or puts it back.
  var isUnplugged: Bool {
    get { access(place + "/unplugged", F_OK) == 0 }
    set {
      let path = place + "/unplugged"
      if newValue {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
      } else {
        unlink(path)
      }
    }
  }
}
