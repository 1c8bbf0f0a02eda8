/// The table of contents of a ZIP archive (PKWARE's APPNOTE 6.3, ZIP64 included).
struct ZipArchive: Sendable {
  let members: [ZipMember]

  private static let endSignature: UInt32 = 0x0605_4B50
  private static let zip64LocatorSignature: UInt32 = 0x0706_4B50
  private static let zip64EndSignature: UInt32 = 0x0606_4B50
  private static let entrySignature: UInt32 = 0x0201_4B50
  private static let localSignature: UInt32 = 0x0403_4B50
  /// Deflate cannot do better than this many to one: what claims more is a bomb or damaged.
  private static let largestRatio = 1032

  init(_ bytes: Bytes, location: FileLocation) throws(FileError) {
    let directory = try Self.directory(of: bytes, location: location)
    var members: [ZipMember] = []
    var extents: [Range<Int>] = []
    var position = directory.lowerBound
    while position < directory.upperBound {
      let entry = try Entry(bytes.slice(position..<directory.upperBound), location: location)
      position += entry.byteCount
      let (member, extent) = try Self.member(entry, in: bytes, location: location)
      members.append(member)
      extents.append(extent)
    }
    extents.sort { $0.lowerBound < $1.lowerBound }
    for (extent, next) in zip(extents, extents.dropFirst())
    where extent.upperBound > next.lowerBound {
      throw location.badData("members of the archive overlap; write it again with numpy.savez")
    }
    guard Set(members.map(\.name)).count == members.count else {
      throw location.badData("two members have the same name; write it again with numpy.savez")
    }
    self.members = members
  }

  /// Where the central directory lies.
  private static func directory(of bytes: Bytes, location: FileLocation) throws(FileError) -> Range<Int> {
    guard let end = endRecord(of: bytes) else {
      throw location.badData("the end of the ZIP archive is missing; copy or write it again")
    }
    var count = bytes.integer(at: end + 12, as: UInt32.self).map(UInt64.init)
    var offset = bytes.integer(at: end + 16, as: UInt32.self).map(UInt64.init)
    var limit = end
    if count == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
      guard bytes.integer(at: end - 20, as: UInt32.self) == zip64LocatorSignature,
        let address = bytes.integer(at: end - 12, as: UInt64.self),
        let record = Int(exactly: address), record < end,
        bytes.integer(at: record, as: UInt32.self) == zip64EndSignature
      else { throw location.damagedArchive }
      count = bytes.integer(at: record + 40, as: UInt64.self)
      offset = bytes.integer(at: record + 48, as: UInt64.self)
      limit = record
    }
    guard let count, let offset, let size = Int(exactly: count), let start = Int(exactly: offset),
      start <= limit, size <= limit - start
    else { throw location.damagedArchive }
    return start..<(start + size)
  }

  /// The end record stands last, but for a comment of up to 65 535 bytes.
  private static func endRecord(of bytes: Bytes) -> Int? {
    let recordCount = 22
    guard bytes.count >= recordCount else { return nil }
    let last = bytes.count - recordCount
    return stride(from: last, through: max(0, last - 0xFFFF), by: -1).first { position in
      bytes.integer(at: position, as: UInt32.self) == endSignature
    }
  }

  private static func member(
    _ entry: Entry,
    in bytes: Bytes,
    location: FileLocation
  ) throws(FileError) -> (ZipMember, extent: Range<Int>) {
    let header = entry.headerOffset
    guard header <= bytes.count - 30,
      bytes.integer(at: header, as: UInt32.self) == localSignature,
      let nameCount = bytes.integer(at: header + 26, as: UInt16.self),
      let extraCount = bytes.integer(at: header + 28, as: UInt16.self)
    else { throw location.damagedArchive }
    let start = header + 30 + Int(nameCount) + Int(extraCount)
    guard start <= bytes.count, entry.storedByteCount <= bytes.count - start else {
      throw location.badData(
        "the member \(quotedKey(entry.name)) lies beyond the end of the file; copy or write it again"
      )
    }
    let end = start + entry.storedByteCount
    try check(entry, location: location)
    let member = ZipMember(
      name: entry.name,
      isDeflated: entry.method == 8,
      data: bytes.slice(start..<end),
      byteCount: entry.byteCountInflated,
      checksum: entry.checksum
    )
    return (member, header..<end)
  }

  private static func check(_ entry: Entry, location: FileLocation) throws(FileError) {
    let name = quotedKey(entry.name)
    guard entry.flags & 1 == 0 else {
      throw location.badData("the member \(name) is encrypted; write it again with numpy.savez")
    }
    switch entry.method {
    case 0 where entry.byteCountInflated != entry.storedByteCount:
      throw location.damagedArchive
    case 8 where entry.byteCountInflated / largestRatio > entry.storedByteCount:
      throw location.badData(
        "the member \(name) claims to inflate from \(entry.storedByteCount) to \(entry.byteCountInflated) bytes, which is impossible; write it again with numpy.savez_compressed"
      )
    case 0, 8:
      break
    default:
      throw location.badData(
        "the member \(name) is compressed by method \(entry.method); write it again with numpy.savez_compressed"
      )
    }
  }

  /// An entry of the central directory.
  private struct Entry {
    let flags: UInt16
    let method: UInt16
    let checksum: UInt32
    let storedByteCount: Int
    let byteCountInflated: Int
    let headerOffset: Int
    let name: String
    /// The size of the entry itself.
    let byteCount: Int

    init(_ bytes: Bytes, location: FileLocation) throws(FileError) {
      guard bytes.count >= 46, bytes.integer(at: 0, as: UInt32.self) == entrySignature,
        let flags = bytes.integer(at: 8, as: UInt16.self),
        let method = bytes.integer(at: 10, as: UInt16.self),
        let checksum = bytes.integer(at: 16, as: UInt32.self),
        let stored = bytes.integer(at: 20, as: UInt32.self),
        let inflated = bytes.integer(at: 24, as: UInt32.self),
        let nameCount = bytes.integer(at: 28, as: UInt16.self),
        let extraCount = bytes.integer(at: 30, as: UInt16.self),
        let commentCount = bytes.integer(at: 32, as: UInt16.self),
        let offset = bytes.integer(at: 42, as: UInt32.self)
      else { throw location.damagedArchive }
      let extraStart = 46 + Int(nameCount)
      let extraEnd = extraStart + Int(extraCount)
      byteCount = extraEnd + Int(commentCount)
      guard byteCount <= bytes.count else { throw location.damagedArchive }
      var large = Zip64Extra(bytes.slice(extraStart..<extraEnd))
      // In this order, each only where the 32 bits are all ones.
      guard let inflated = large.value(for: inflated), let stored = large.value(for: stored),
        let offset = large.value(for: offset)
      else { throw location.damagedArchive }
      self.flags = flags
      self.method = method
      self.checksum = checksum
      storedByteCount = stored
      byteCountInflated = inflated
      headerOffset = offset
      name = bytes.slice(46..<extraStart).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The 64-bit numbers that stand for 32-bit fields of all ones.
  private struct Zip64Extra {
    private let field: Bytes?
    private var position = 0

    init(_ extra: Bytes) {
      var offset = 0
      while let tag = extra.integer(at: offset, as: UInt16.self),
        let count = extra.integer(at: offset + 2, as: UInt16.self),
        offset + 4 + Int(count) <= extra.count
      {
        if tag == 1 {
          field = extra.slice((offset + 4)..<(offset + 4 + Int(count)))
          return
        }
        offset += 4 + Int(count)
      }
      field = nil
    }

    mutating func value(for small: UInt32) -> Int? {
      guard small == 0xFFFF_FFFF else { return Int(small) }
      guard let value = field?.integer(at: position, as: UInt64.self) else { return nil }
      position += 8
      // Sums of such numbers must not overflow.
      return value > UInt64(Int.max / 4) ? nil : Int(value)
    }
  }
}

extension FileLocation {
  fileprivate var damagedArchive: FileError {
    badData("the ZIP archive's table of contents is damaged; copy or write the file again")
  }
}
