internal import Appliance

/// `liandong serve`.
enum ServeCommand {
  static let row = Command(
    "serve", "run the box until SIGTERM or SIGINT",
    options: [.site],
    examples: [
      Command.Example("liandong serve --site /etc/liandong/site.conf", "what the unit file does")
    ]
  ) { invocation in
    let site = try invocation.site()
    let status = Serve.run(site) { invocation.surroundings.talk("liandong: " + $0) }
    return status == 0 ? .well : .failed
  }
}
