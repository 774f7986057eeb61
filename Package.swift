// swift-tools-version: 6.2
// Liandong names no package: the toolchain, libasound2 and libpjproject are all it is made of.
// The arrows between targets are the architecture (docs/architecture.md); nothing else may import.
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  // Rings and mixers are inlined into the threads that use them; without this a push costs six times as much.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

// What only computes is optimized in a debug build as well: a million steps of the random walk and the chains of
// thousands of records are most of the tests' time. Overflows and preconditions are found all the same.
let fast: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], _ more: [SwiftSetting] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict + more)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], _ more: [SwiftSetting] = [],
  exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict + more)
}

let package = Package(
  name: "liandong",
  products: [
    .executable(name: "liandong", targets: ["liandong"]),
    .library(name: "asound_module_pcm_paced", type: .dynamic, targets: ["PacedPCM"]),
  ],
  targets: [
    .systemLibrary(
      name: "CPJSIP", pkgConfig: "libpjproject", providers: [.apt(["libpjproject-dev"])]),
    .systemLibrary(name: "CALSA", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),
    .target(name: "CLinux"),

    module("Routing", [], fast),
    module("ChildProcess", ["CLinux"]),
    module("Switchboard", ["Routing"], fast),
    module("Simulation", ["Switchboard", "Routing"], fast),
    module("Audio"),
    module("Site", ["Switchboard", "Routing"]),
    module("SIPLine", ["CPJSIP", "Switchboard"]),
    module("Codecs", ["CPJSIP"]),
    module("Media", ["CPJSIP", "CLinux", "Audio", "Codecs"]),
    module("SoundCard", ["CALSA", "CLinux", "Audio"]),
    module("Records", ["Switchboard"], fast),
    module("Console", ["CPJSIP", "Switchboard"]),
    module("Phone", ["SIPLine", "Audio", "Codecs", "CLinux", "Switchboard", "Routing"]),
    module(
      "Appliance",
      [
        "SIPLine", "Media", "SoundCard", "Console", "Records", "Site", "Switchboard", "Routing",
        "Audio",
      ]),
    module(
      "Commands",
      [
        "Appliance", "Phone", "Simulation", "SoundCard", "Console", "Records", "Site",
        "Switchboard", "Routing", "ChildProcess",
      ]),
    .executableTarget(name: "liandong", dependencies: ["Commands"], swiftSettings: strict),
    .executableTarget(
      name: "liandong-bench",
      dependencies: [
        "Audio", "Media", "Switchboard", "Routing", "Records", "Site", "ChildProcess", "CLinux",
      ],
      path: "bench/Sources", swiftSettings: strict),

    // A sound card without hardware, which libasound loads by itself: nothing links with it.
    .target(name: "PacedPCM", dependencies: ["CALSA"], path: "Tests/PacedPCM"),

    // The executable is named so that it is built: the tests run it as it is.
    tests(
      "BoxTests", ["liandong", "Console", "ChildProcess", "Records", "Switchboard"],
      exclude: ["Scenarios"]),
    tests("RoutingTests", ["Routing"]),
    .executableTarget(
      name: "ChildParent", dependencies: ["ChildProcess"], path: "Tests/ChildParent",
      swiftSettings: strict),
    tests("ChildProcessTests", ["ChildProcess", "ChildParent"]),
    tests("SwitchboardTests", ["Switchboard", "Routing", "Simulation", "Site"], fast),
    tests("AudioTests", ["Audio"]),
    tests("SiteTests", ["Site", "Switchboard", "Routing"], exclude: ["Sites", "Torture"]),
    tests("SIPLineTests", ["SIPLine", "CPJSIP", "Switchboard", "ChildProcess"]),
    tests("MediaTests", ["Media", "Audio", "Codecs", "CLinux", "CPJSIP"]),
    tests("SoundCardTests", ["SoundCard", "Audio", "CLinux"]),
    tests("PhoneTests", ["Phone", "Audio", "SIPLine"]),
    .executableTarget(
      name: "RecordWriter", dependencies: ["Records", "Switchboard"], path: "Tests/RecordWriter",
      swiftSettings: strict),
    tests("RecordsTests", ["Records", "Switchboard", "Routing", "ChildProcess", "RecordWriter"]),
    tests("ConsoleTests", ["Console", "Switchboard"]),
    tests("ApplianceTests", ["Appliance", "Media", "Site", "Switchboard", "Routing"]),
    tests(
      "CommandsTests", ["Commands", "Console", "Records", "Site", "Simulation", "Switchboard"]),
  ]
)

// Under a sanitizer only what it looks at is built (Tests/sanitize): a third of the time.
if let wanted = Context.environment["LIANDONG_ONLY"] {
  var needed = Set(wanted.split(separator: ",").map(String.init))
  for target in package.targets.reversed() where needed.contains(target.name) {
    for dependency in target.dependencies {
      if case .byNameItem(let name, _) = dependency { needed.insert(name) }
    }
  }
  package.targets.removeAll { !needed.contains($0.name) }
  package.products = []
}
