import SHA256

/// The SHA-256 hash of a stream of bytes (FIPS 180-4).
public struct ContentHash {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  private static let blockCount = 64

  /// The hash of no bytes yet.
  public init() {}

  /// The hash of a file's contents as 64 hexadecimal digits, as `sha256sum` prints it; `nil` for a pipe or the
  /// standard input, which were read to their end before and cannot be read again.
  ///
  /// - Throws: ``FileError`` when the file cannot be read.
  public static func sha256(ofFileAt path: String) throws(FileError) -> String? {
    guard !MappedFile.isReadOnce(path: path) else { return nil }
    let bytes = try MappedFile.open(path: path)
    var hash = ContentHash()
    let pieceCount = 1 << 20
    for start in stride(from: 0, to: bytes.count, by: pieceCount) {
      let range = start..<min(start + pieceCount, bytes.count)
      bytes.withUnsafeBytes { hash.update($0.part(range)) }
      bytes.finishedReading(range)
    }
    return hash.hexadecimalDigits()
  }

  /// Appends bytes to the stream.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes
    if !pending.isEmpty {
      let taken = min(Self.blockCount - pending.count, rest.count)
      pending += rest.part(..<taken)
      rest = rest.part(taken...)
      guard pending.count == Self.blockCount else { return }
      pending.withUnsafeBytes { Self.compress($0, into: &state) }
      pending.removeAll(keepingCapacity: true)
    }
    let wholeCount = rest.count / Self.blockCount * Self.blockCount
    Self.compress(rest.part(..<wholeCount), into: &state)
    pending += rest.part(wholeCount...)
  }

  /// The hash of the stream so far, as 64 hexadecimal digits.
  public func hexadecimalDigits() -> String {
    var padded = pending + [0x80]
    while padded.count % Self.blockCount != 56 { padded.append(0) }
    withUnsafeBytes(of: (byteCount &* 8).bigEndian) { padded += $0 }
    var state = state
    padded.withUnsafeBytes { Self.compress($0, into: &state) }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// Takes whole blocks of 64 bytes into the state.
  private static func compress(_ blocks: UnsafeRawBufferPointer, into state: inout [UInt32]) {
    guard let address = blocks.baseAddress else { return }
    sha256_compress(&state, address.assumingMemoryBound(to: UInt8.self), blocks.count / blockCount)
  }
}
