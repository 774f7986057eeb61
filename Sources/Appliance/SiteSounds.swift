internal import Audio
internal import Foundation
internal import Media
internal import Routing
internal import Site
internal import Switchboard

/// The tones, music and prompts of a site, read and rendered; on any thread.
struct SiteSounds: Sendable {
  let set: SoundSet
  /// Recordings that cannot be played, as `FILE: error: why`.
  let mistakes: [String]
  /// Standard prompts that nobody recorded, as `DIRECTORY: warning: what is played instead`.
  let warnings: [String]

  /// How many recordings one directory may have.
  private static let limit = 4096

  init(_ site: SiteConfiguration) {
    let directory = Self.directory(of: site)
    var prompts: [String: [Int16]] = [:]
    var mistakes: [String] = []
    let names = directory.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) }
    let recordings = (names ?? []).filter { $0.hasSuffix(".wav") }.sorted()
    for name in recordings.prefix(Self.limit) {
      let path = "\(directory ?? "")/\(name)"
      do {
        let bytes = try Data(contentsOf: URL(filePath: path))
        prompts[String(name.dropLast(4))] = try WAV.read(Array(bytes))
      } catch {
        mistakes.append("\(path): error: cannot be played: \(error)")
      }
    }
    if recordings.count > Self.limit {
      mistakes.append(
        "\(directory ?? ""): error: \(recordings.count) recordings; expected at most \(Self.limit)")
    }
    if site.promptsDirectory != nil, names == nil {
      mistakes.append(
        "\(directory ?? ""): error: cannot be read; expected the directory of the prompts, or no "
          + "prompts in [site]")
    }
    self.mistakes = mistakes
    warnings = Self.expected(of: site).filter { prompts[$0.name] == nil }.map {
      "\(directory ?? "no directory"): warning: prompt \($0.name) is missing, the tone that "
        + "follows it plays instead; expected \($0.name).wav"
    }
    set = SoundSet(
      tones: ToneProfile.named(site.tones.code) ?? .china, prompts: prompts,
      music: prompts["music"])
  }

  /// What people of this site may get to hear.
  private static func expected(of site: SiteConfiguration) -> [Prompt] {
    Prompt.standard
      + site.keys.filter { $0.action == .guide }.compactMap { $0.reason.map { .guide($0) } }
  }

  /// The site's own prompts, those installed with the box, or those of a source tree.
  private static func directory(of site: SiteConfiguration) -> String? {
    if let own = site.promptsDirectory { return own }
    let installed = "/usr/share/liandong/prompts"
    if FileManager.default.fileExists(atPath: installed) { return installed }
    // .build/<configuration>/liandong, or .build/<triple>/<configuration>/liandong.
    var root = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    for _ in 0..<6 {
      root.deleteLastPathComponent()
      let tree = root.appending(path: "firmware-config/rootfs\(installed)")
      if FileManager.default.fileExists(atPath: tree.path) { return tree.path }
    }
    return nil
  }
}
