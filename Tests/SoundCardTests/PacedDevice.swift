import Audio
import Foundation
import Testing

/// A sound card without hardware, through the real libasound: the plugin `PacedPCM`, which plays into
/// a file, records a sine, and can be unplugged.
struct PacedDevice {
  let directory: URL
  let rate: Int
  let name: String

  init(ppm: Int = 0, rate: Int = 48_000, tone: Int = 0) throws {
    _ = PacedDevice.isConfigured
    directory = FileManager.default.temporaryDirectory
      .appending(path: "liandong-sound-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    self.rate = rate
    name = "paced:DIR=\(directory.path),PPM=\(ppm),RATE=\(rate),TONE=\(tone)"
  }

  /// What was played so far.
  var played: [Int16] {
    let bytes = (try? Data(contentsOf: directory.appending(path: "out.raw"))) ?? Data()
    return bytes.withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
  }

  /// Sets or ends a fault: `unplugged`, `stalled`.
  func set(_ fault: String, _ holds: Bool) throws {
    let file = directory.appending(path: fault)
    if holds {
      try Data().write(to: file)
    } else {
      try FileManager.default.removeItem(at: file)
    }
  }

  func remove() { try? FileManager.default.removeItem(at: directory) }

  /// Points libasound at the plugin, before its first use in this process.
  private static let isConfigured: Bool = {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "liandong-asound-\(UUID().uuidString.prefix(8)).conf")
    try? configuration.write(to: file, atomically: true, encoding: .utf8)
    setenv("ALSA_CONFIG_PATH", file.path, 1)
    return true
  }()

  private static var configuration: String {
    """
    pcm_type.paced { lib "\(plugin)" }
    pcm.paced {
      @args [ DIR PPM RATE TONE ]
      @args.DIR { type string }
      @args.PPM { type integer default 0 }
      @args.RATE { type integer default 48000 }
      @args.TONE { type integer default 0 }
      type paced
      dir $DIR
      ppm $PPM
      rate $RATE
      tone $TONE
    }
    """
  }

  /// What `swift build` put beside the tests.
  private static var plugin: String {
    let name = "libasound_module_pcm_paced.so"
    var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let file = folder.appending(path: name).path
      if FileManager.default.fileExists(atPath: file) { return file }
    }
    return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: ".build/debug/\(name)").path
  }
}
