internal import Site

/// `liandong manual`, hidden: writes the pages under docs/man, which a test holds against it.
enum ManualCommand {
  static let row = Command(
    "manual", operands: Operands("[PAGE]", 0...1), "print a manual page in roff",
    details: ["PAGE is liandong.1, the default, or site.conf.5."], options: [], isHidden: true
  ) { invocation in
    switch invocation.arguments.operands.first ?? "liandong.1" {
    case "liandong.1": invocation.surroundings.say(ManualPage.liandong)
    case "site.conf.5": invocation.surroundings.say(SiteSchema.manualPage())
    case let other:
      throw CommandFailure.usage(
        "unknown page \"\(other)\"; expected one of: liandong.1, site.conf.5")
    }
  }
}
