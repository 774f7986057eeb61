internal import Commands
internal import Foundation

exit(Liandong.run(Array(CommandLine.arguments.dropFirst())))
