internal import Foundation
internal import Site

/// Where the seeds are: named, installed with the box, or in the source tree that it runs from.
enum SeedsDirectory {
  static let option = Option(
    "--seeds", "DIR", default: "\(installed) if it exists, else that of the source tree",
    "the directory of the seeds")

  /// Where an installed box has them.
  static let installed = "/usr/share/liandong/seeds"

  /// The seeds that are meant, read and checked.
  ///
  /// - Throws: `CommandFailure` when there are none.
  static func seeds(_ invocation: Invocation) throws(CommandFailure) -> Seeds {
    let named = invocation.arguments.value(option)
    guard let directory = named ?? found else {
      throw CommandFailure("no seeds in \(installed); name their directory with --seeds DIR")
    }
    guard FileManager.default.fileExists(atPath: directory) else {
      throw CommandFailure("no seeds: there is no directory \(directory)")
    }
    return Seeds(directory: directory.withoutSlash)
  }

  private static var found: String? {
    if FileManager.default.fileExists(atPath: installed) { return installed }
    // .build/<configuration>/liandong, or .build/<triple>/<configuration>/liandong.
    var root = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    for _ in 0..<6 {
      root.deleteLastPathComponent()
      let tree = root.appending(path: "seeds/sources.csv")
      if FileManager.default.fileExists(atPath: tree.path) {
        return tree.deletingLastPathComponent().path
      }
    }
    return nil
  }
}

extension String {
  /// A directory as a path goes on from it.
  var withoutSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
