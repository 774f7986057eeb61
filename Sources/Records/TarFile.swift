internal import Foundation
internal import Glibc

/// A tar archive in the making (POSIX.1-1988 ustar): what every system can open.
struct TarFile: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private let moment: Int

  /// - Throws: `FileProblem`, also when there is something of that name already.
  init(creating path: String, at moment: Int) throws(FileProblem) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .last("create", path) }
    self.path = path
    self.moment = moment
  }

  deinit { close(descriptor) }

  /// Adds a file.
  ///
  /// - Parameter name: at most 100 bytes.
  func add(_ name: String, _ data: some ContiguousBytes, count: Int) throws(FileProblem) {
    try write(header(name, count))
    var problem: FileProblem?
    data.withUnsafeBytes { bytes in
      do throws(FileProblem) { try write(bytes) } catch { problem = error }
    }
    if let problem { throw problem }
    try write([UInt8](repeating: 0, count: (512 - count % 512) % 512))
  }

  /// Ends the archive and brings it to the disk.
  func finish() throws(FileProblem) {
    try write([UInt8](repeating: 0, count: 1024))
    guard fsync(descriptor) == 0 else { throw .last("write", path) }
  }

  private func header(_ name: String, _ size: Int) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at place: Int, atMost length: Int) {
      for (offset, byte) in text.utf8.prefix(length).enumerated() { header[place + offset] = byte }
    }
    func octal(_ number: Int, _ digits: Int) -> String {
      let text = String(number, radix: 8)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    put(name, at: 0, atMost: 100)
    put(octal(0o600, 7), at: 100, atMost: 7)
    put(octal(0, 7), at: 108, atMost: 7)
    put(octal(0, 7), at: 116, atMost: 7)
    put(octal(size, 11), at: 124, atMost: 11)
    put(octal(moment, 11), at: 136, atMost: 11)
    put("        ", at: 148, atMost: 8)
    put("0", at: 156, atMost: 1)
    put("ustar", at: 257, atMost: 5)
    put("00", at: 263, atMost: 2)
    let sum = header.reduce(0) { $0 + Int($1) }
    put(octal(sum, 6) + "\0 ", at: 148, atMost: 8)
    return header
  }

  private func write(_ bytes: [UInt8]) throws(FileProblem) {
    var problem: FileProblem?
    bytes.withUnsafeBytes { bytes in
      do throws(FileProblem) { try write(bytes) } catch { problem = error }
    }
    if let problem { throw problem }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last("write", path) }
      done += count
    }
  }
}
