internal import Audio
internal import Console
internal import Foundation
internal import Media
internal import Routing
internal import Site
internal import Switchboard

extension Appliance {
  /// How the media plane of a site is made.
  static func plane(
    for site: SiteConfiguration, notices: Int32, log: Log
  ) -> PlaneConfiguration {
    var plane = PlaneConfiguration(noticeDescriptor: notices)
    plane.mediaLossMilliseconds = Int(site.media.mediaTimeout.milliseconds)
    plane.tones = ToneProfile.named(site.tones.code) ?? .china
    plane.prompts = prompts(in: promptsDirectory(of: site), log: log)
    plane.music = plane.prompts["music"]
    return plane
  }

  /// The site's own prompts, those installed with the box, or those of a source tree.
  private static func promptsDirectory(of site: SiteConfiguration) -> String? {
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

  /// Every `NAME.wav` of the directory; a citizen's prompt that is missing is a warning.
  private static func prompts(in directory: String?, log: Log) -> [String: [Int16]] {
    var prompts: [String: [Int16]] = [:]
    let names = directory.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) }
    for name in names ?? [] where name.hasSuffix(".wav") {
      let path = "\(directory ?? "")/\(name)"
      do {
        let bytes = try Data(contentsOf: URL(filePath: path))
        prompts[String(name.dropLast(4))] = try WAV.read(Array(bytes))
      } catch {
        log.warning("prompt-unreadable", ["file": path, "problem": "\(error)"])
      }
    }
    for prompt in Prompt.standard where prompts[prompt.name] == nil {
      log.warning(
        "prompt-missing",
        ["prompt": prompt.name, "in": directory ?? "-", "instead": "the tone that follows it"])
    }
    return prompts
  }
}
