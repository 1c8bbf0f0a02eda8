/// Writes an archive of npy arrays, not compressed, piece by piece (ZIP, with ZIP64 where needed).
///
/// Arrays begin at multiples of 64 bytes, so that they can be used where they lie when the archive
/// is mapped into memory.
final class NpzWriter {
  private struct Member {
    let name: [UInt8]
    let offset: Int
    let byteCount: Int
    var checksum = CyclicChecksum()
  }

  private let file: AtomicFile
  private var position = 0
  private var members: [Member] = []

  private static let checksumOffset = 14
  private static let localHeaderCount = 30

  init(_ file: AtomicFile) {
    self.file = file
  }

  /// Begins the next array, whose numbers follow by ``append(_:)``.
  ///
  /// - Parameter type: numpy's code of the numbers' type, such as `f4`.
  func begin(_ key: String, type: String, itemByteCount: Int, shape: [Int]) throws(FileError) {
    try finishMember()
    let header = NpyEncoding.header(type: type, shape: shape)
    let name = Array("\(key).npy".utf8)
    let byteCount = header.count + shape.reduce(itemByteCount, *)
    members.append(Member(name: name, offset: position, byteCount: byteCount))
    try write(localHeader(name: name, byteCount: byteCount))
    try header.withRawBytes { bytes throws(FileError) in try append(bytes) }
  }

  /// Appends numbers to the array begun last.
  func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    members[members.count - 1].checksum.update(bytes)
    try file.write(bytes)
    position += bytes.count
  }

  /// Writes the table of contents and gives the file its name.
  func finish() throws(FileError) {
    try finishMember()
    let start = position
    for member in members { try write(entry(of: member)) }
    try write(endRecords(directory: start..<position))
    try file.commit()
  }

  private func write(_ bytes: [UInt8]) throws(FileError) {
    try file.write(bytes)
    position += bytes.count
  }

  private func finishMember() throws(FileError) {
    guard let member = members.last else { return }
    var checksum: [UInt8] = []
    checksum.append(littleEndian: member.checksum.value)
    try file.overwrite(checksum, at: member.offset + Self.checksumOffset)
  }

  private func localHeader(name: [UInt8], byteCount: Int) -> [UInt8] {
    let isLarge = byteCount >= 0xFFFF_FFFF
    var extra = isLarge ? Self.zip64Extra([byteCount, byteCount]) : []
    let alignment = 64
    // A padding field has four bytes at least; unknown fields are skipped by every reader.
    let end = position + Self.localHeaderCount + name.count + extra.count + 4
    let padding = (alignment - end % alignment) % alignment
    extra.append(littleEndian: UInt16(0xD935))
    extra.append(littleEndian: UInt16(truncatingIfNeeded: padding))
    extra += Array(repeating: 0, count: padding)
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt32(0x0403_4B50))
    bytes += Self.commonFields(checksum: 0, byteCount: byteCount, nameCount: name.count)
    bytes.append(littleEndian: UInt16(truncatingIfNeeded: extra.count))
    return bytes + name + extra
  }

  private func entry(of member: Member) -> [UInt8] {
    let isLarge = member.byteCount >= 0xFFFF_FFFF
    let isFar = member.offset >= 0xFFFF_FFFF
    let extra = Self.zip64Extra((isLarge ? [member.byteCount, member.byteCount] : []) + (isFar ? [member.offset] : []))
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt32(0x0201_4B50))
    bytes.append(littleEndian: UInt16(45))
    bytes += Self.commonFields(
      checksum: member.checksum.value,
      byteCount: member.byteCount,
      nameCount: member.name.count
    )
    bytes.append(littleEndian: UInt16(truncatingIfNeeded: extra.count))
    // No comment, first disk, no attributes.
    bytes += Array(repeating: 0, count: 10)
    bytes.append(littleEndian: UInt32(clamping: member.offset))
    return bytes + member.name + extra
  }

  private func endRecords(directory: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    let isLarge = directory.upperBound >= 0xFFFF_FFFF
    if isLarge {
      bytes.append(littleEndian: UInt32(0x0606_4B50))
      bytes.append(littleEndian: UInt64(44))
      bytes.append(littleEndian: UInt32(45 << 16 | 45))
      bytes.append(littleEndian: UInt64(0))
      bytes.append(littleEndian: UInt64(members.count))
      bytes.append(littleEndian: UInt64(members.count))
      bytes.append(littleEndian: UInt64(directory.count))
      bytes.append(littleEndian: UInt64(directory.lowerBound))
      bytes.append(littleEndian: UInt32(0x0706_4B50))
      bytes.append(littleEndian: UInt32(0))
      bytes.append(littleEndian: UInt64(directory.upperBound))
      bytes.append(littleEndian: UInt32(1))
    }
    bytes.append(littleEndian: UInt32(0x0605_4B50))
    bytes.append(littleEndian: UInt32(0))
    bytes.append(littleEndian: UInt16(clamping: members.count))
    bytes.append(littleEndian: UInt16(clamping: members.count))
    bytes.append(littleEndian: UInt32(clamping: directory.count))
    bytes.append(littleEndian: isLarge ? UInt32.max : UInt32(directory.lowerBound))
    bytes.append(littleEndian: UInt16(0))
    return bytes
  }

  /// The fields from the version needed to the length of the name.
  private static func commonFields(checksum: UInt32, byteCount: Int, nameCount: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt16(45))
    // The name is UTF-8; stored as it is; midnight of 1 January 1980, so that equal contents give
    // equal files.
    bytes.append(littleEndian: UInt16(1 << 11))
    bytes.append(littleEndian: UInt16(0))
    bytes.append(littleEndian: UInt16(0))
    bytes.append(littleEndian: UInt16(1 << 5 | 1))
    bytes.append(littleEndian: checksum)
    bytes.append(littleEndian: UInt32(clamping: byteCount))
    bytes.append(littleEndian: UInt32(clamping: byteCount))
    bytes.append(littleEndian: UInt16(truncatingIfNeeded: nameCount))
    return bytes
  }

  private static func zip64Extra(_ values: [Int]) -> [UInt8] {
    guard !values.isEmpty else { return [] }
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt16(1))
    bytes.append(littleEndian: UInt16(truncatingIfNeeded: 8 * values.count))
    for value in values { bytes.append(littleEndian: UInt64(value)) }
    return bytes
  }
}
