/// G.711 through tables: what a real-time thread uses to encode, decode and transcode.
///
/// The tables live as long as the process. A thread that must not wait takes a copy of the value
/// (eight pointers) before it starts, because the first access to ``tables`` takes a lock.
package struct G711: BitwiseCopyable, @unchecked Sendable {
  private let encodeA: UnsafeMutablePointer<UInt8>
  private let encodeMu: UnsafeMutablePointer<UInt8>
  private let decodeA: UnsafeMutablePointer<Int16>
  private let decodeMu: UnsafeMutablePointer<Int16>
  private let aToMu: UnsafeMutablePointer<UInt8>
  private let muToA: UnsafeMutablePointer<UInt8>
  private let squareA: UnsafeMutablePointer<UInt32>
  private let squareMu: UnsafeMutablePointer<UInt32>

  /// The process's one set of tables.
  package static let tables = G711()

  private init() {
    encodeA = .allocate(capacity: 65_536)
    encodeMu = .allocate(capacity: 65_536)
    decodeA = .allocate(capacity: 256)
    decodeMu = .allocate(capacity: 256)
    aToMu = .allocate(capacity: 256)
    muToA = .allocate(capacity: 256)
    squareA = .allocate(capacity: 256)
    squareMu = .allocate(capacity: 256)
    for sample in Int16.min...Int16.max {
      let index = Int(UInt16(bitPattern: sample))
      encodeA[index] = G711Law.compress(sample, law: .a)
      encodeMu[index] = G711Law.compress(sample, law: .mu)
    }
    for byte in UInt8.min...UInt8.max {
      decodeA[Int(byte)] = G711Law.expand(byte, law: .a)
      decodeMu[Int(byte)] = G711Law.expand(byte, law: .mu)
      squareA[Int(byte)] = UInt32(Int(decodeA[Int(byte)]) * Int(decodeA[Int(byte)]))
      squareMu[Int(byte)] = UInt32(Int(decodeMu[Int(byte)]) * Int(decodeMu[Int(byte)]))
      aToMu[Int(byte)] = G711Law.compress(decodeA[Int(byte)], law: .mu)
      muToA[Int(byte)] = G711Law.compress(G711Law.expand(byte, law: .mu), law: .a)
    }
  }

  /// Encodes `count` samples, one byte each.
  @_noLocks @_noAllocation
  package func encode(
    _ samples: UnsafePointer<Int16>, into bytes: UnsafeMutablePointer<UInt8>, count: Int,
    law: G711Law
  ) {
    let table = encoder(law)
    for i in 0..<count { bytes[i] = table[Int(UInt16(bitPattern: samples[i]))] }
  }

  /// Decodes `count` bytes, one sample each.
  @_noLocks @_noAllocation
  package func decode(
    _ bytes: UnsafePointer<UInt8>, into samples: UnsafeMutablePointer<Int16>, count: Int,
    law: G711Law
  ) {
    let table = decoder(law)
    for i in 0..<count { samples[i] = table[Int(bytes[i])] }
  }

  /// Turns `count` bytes of `law` into the other law, in place.
  @_noLocks @_noAllocation
  package func transcode(
    _ bytes: UnsafeMutablePointer<UInt8>, count: Int, from law: G711Law
  ) {
    let table: UnsafeMutablePointer<UInt8>
    switch law {
    case .a: table = aToMu
    case .mu: table = muToA
    }
    for i in 0..<count { bytes[i] = table[Int(bytes[i])] }
  }

  /// The energy of `count` bytes, without decoding them.
  @_noLocks @_noAllocation
  package func energy(_ bytes: UnsafePointer<UInt8>, count: Int, law: G711Law) -> VoiceEnergy {
    let table: UnsafeMutablePointer<UInt32>
    switch law {
    case .a: table = squareA
    case .mu: table = squareMu
    }
    var (sum, peak) = (0 as UInt, 0 as UInt32)
    for i in 0..<count {
      let square = table[Int(bytes[i])]
      sum &+= UInt(square)
      peak = max(peak, square)
    }
    return VoiceEnergy(sum: Int(bitPattern: sum), peak: Int(peak), count: count)
  }

  /// The bytes of an array of samples; allocates.
  package func encode(_ samples: [Int16], law: G711Law) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: samples.count) { bytes, count in
      samples.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = bytes.baseAddress else { return }
        encode(from, into: to, count: source.count, law: law)
      }
      count = samples.count
    }
  }

  /// The samples of an array of bytes; allocates.
  package func decode(_ bytes: [UInt8], law: G711Law) -> [Int16] {
    bytes.map { decoder(law)[Int($0)] }
  }

  // `switch` and not `==`: comparing goes through RawRepresentable, which may take locks.

  @_noLocks @_noAllocation
  private func encoder(_ law: G711Law) -> UnsafeMutablePointer<UInt8> {
    switch law {
    case .a: encodeA
    case .mu: encodeMu
    }
  }

  @_noLocks @_noAllocation
  private func decoder(_ law: G711Law) -> UnsafeMutablePointer<Int16> {
    switch law {
    case .a: decodeA
    case .mu: decodeMu
    }
  }
}
