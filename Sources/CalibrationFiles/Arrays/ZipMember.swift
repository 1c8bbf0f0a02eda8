import CZlib
import Calibration

/// One file in a ZIP archive.
struct ZipMember: Sendable {
  let name: String
  let isDeflated: Bool
  /// The bytes as they lie in the archive.
  let data: Bytes
  /// The number of bytes once inflated, as the archive declares it.
  let byteCount: Int
  let checksum: UInt32

  /// Checks the bytes of a member that is stored as it is against its checksum, in parallel.
  func verifyStored(at location: FileLocation) throws(FileError) {
    let blockCount = 1 << 20
    let sums = Workers.map(blocks: (data.count + blockCount - 1) / blockCount) { block in
      let range = (block * blockCount)..<min((block + 1) * blockCount, data.count)
      let sum = data.withUnsafeBytes { CyclicChecksum.of($0.part(range)) }
      data.finishedReading(range)
      return sum
    }
    let whole = sums.reduce(CyclicChecksum()) { $0.followed(by: $1) }
    guard whole.value == checksum else { throw location.checksumDiffers }
  }
}

/// The CRC-32 of ZIP and gzip, over any number of pieces.
struct CyclicChecksum: Hashable, Sendable {
  private(set) var value: UInt32 = 0
  private var byteCount = 0

  static func of(_ bytes: UnsafeRawBufferPointer) -> CyclicChecksum {
    var checksum = CyclicChecksum()
    checksum.update(bytes)
    return checksum
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    let address = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let address else { return }
    value = UInt32(truncatingIfNeeded: crc32_z(UInt(value), address, bytes.count))
    byteCount += bytes.count
  }

  func followed(by next: CyclicChecksum) -> CyclicChecksum {
    var joined = self
    joined.value = UInt32(truncatingIfNeeded: crc32_combine(UInt(value), UInt(next.value), next.byteCount))
    joined.byteCount += next.byteCount
    return joined
  }
}

/// Inflates a member from its start to its end and checks that it is what the archive declares.
final class DeflatedMemberReader {
  private let inflater: Inflater
  private let location: FileLocation
  private let declaredChecksum: UInt32
  private var checksum = CyclicChecksum()

  init(_ member: ZipMember, location: FileLocation) throws(FileError) {
    inflater = try Inflater(member.data, format: .raw, location: location)
    declaredChecksum = member.checksum
    self.location = location
  }

  /// Fills the buffer with the next bytes.
  func read(into output: UnsafeMutableRawBufferPointer) throws(FileError) {
    // Pieces that are still in the cache when they are summed.
    let pieceCount = 1 << 18
    for start in stride(from: 0, to: output.count, by: pieceCount) {
      let piece = output.part(start..<min(start + pieceCount, output.count))
      guard try inflater.read(into: piece) == piece.count else { throw sizeDiffers }
      checksum.update(UnsafeRawBufferPointer(piece))
    }
  }

  /// Reads over the next bytes.
  func skip(_ count: Int) throws(FileError) {
    let block = try MemoryBlock(byteCount: count, for: location)
    try block.withUnsafeMutableBytes { bytes throws(FileError) in try read(into: bytes) }
  }

  /// Checks that nothing is left and that the checksum is right.
  func finish() throws(FileError) {
    var extra: UInt8 = 0
    let rest = try withUnsafeMutableBytes(of: &extra) { byte throws(FileError) in
      try inflater.read(into: byte)
    }
    guard rest == 0 else { throw sizeDiffers }
    guard checksum.value == declaredChecksum else { throw location.checksumDiffers }
  }

  private var sizeDiffers: FileError {
    location.badData("it inflates to another size than the archive declares; copy or write the file again")
  }
}

extension FileLocation {
  fileprivate var checksumDiffers: FileError {
    badData("its checksum (CRC-32) is wrong, the data are damaged; copy or write the file again")
  }
}
