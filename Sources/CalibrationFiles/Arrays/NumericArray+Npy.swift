extension NumericArray {
  /// Reads the header of an npy array that lies in memory.
  ///
  /// - Throws: ``FileError`` when the header is damaged or the numbers are not there in full.
  init(npy bytes: Bytes, location: FileLocation) throws(FileError) {
    let (header, offset) = try Self.header(npy: bytes, location: location)
    try self.init(
      header,
      contents: .memory(bytes.slice(offset..<bytes.count)),
      availableByteCount: bytes.count - offset,
      location: location
    )
  }

  /// Reads the header of an npy array in an archive; nothing else is inflated.
  init(npy member: ZipMember, location: FileLocation) throws(FileError) {
    let header: NpyHeader
    let offset: Int
    let contents: Contents
    if member.isDeflated {
      (header, offset) = try Self.header(deflatedNpy: member, location: location)
      contents = .deflated(member, offset: offset)
    } else {
      (header, offset) = try Self.header(npy: member.data, location: location)
      contents = .stored(member, offset: offset)
    }
    try self.init(header, contents: contents, availableByteCount: member.byteCount - offset, location: location)
  }

  private init(
    _ header: NpyHeader,
    contents: Contents,
    availableByteCount: Int,
    location: FileLocation
  ) throws(FileError) {
    guard let count = Self.elementCount(shape: header.shape, elementType: header.elementType)
    else {
      throw location.badData("its shape \(Self.text(shape: header.shape)) is absurd; write it with numpy.save")
    }
    let shape = Self.text(shape: header.shape)
    let needed = count * header.elementType.byteCount
    guard needed == availableByteCount else {
      throw location.badData(
        needed > availableByteCount
          ? "its shape \(shape) needs \(needed) bytes, but \(availableByteCount) are there; the file is cut off: copy or write it again"
          : "\(availableByteCount - needed) bytes follow the array; save one array in a file, or several with numpy.savez"
      )
    }
    self.init(
      location: location,
      elementType: header.elementType,
      isBigEndian: header.isBigEndian,
      isColumnMajor: header.isColumnMajor,
      shape: header.shape,
      contents: contents
    )
  }

  private static func header(npy bytes: Bytes, location: FileLocation) throws(FileError) -> (NpyHeader, offset: Int) {
    let range = try NpyHeader.dictionaryRange(preamble: bytes, location: location)
    guard range.upperBound <= bytes.count else { throw location.truncated }
    let header = try NpyHeader(dictionary: bytes.slice(range), location: location)
    return (header, range.upperBound)
  }

  private static func header(
    deflatedNpy member: ZipMember,
    location: FileLocation
  ) throws(FileError) -> (NpyHeader, offset: Int) {
    guard member.byteCount >= NpyHeader.preambleCount else { throw location.truncated }
    let preamble = try start(of: member, byteCount: NpyHeader.preambleCount, location: location)
    let range = try NpyHeader.dictionaryRange(preamble: preamble, location: location)
    guard range.upperBound <= member.byteCount else { throw location.truncated }
    let start = try start(of: member, byteCount: range.upperBound, location: location)
    return (try NpyHeader(dictionary: start.slice(range), location: location), range.upperBound)
  }

  private static func start(of member: ZipMember, byteCount: Int, location: FileLocation) throws(FileError) -> Bytes {
    let reader = try DeflatedMemberReader(member, location: location)
    let block = try MemoryBlock(byteCount: byteCount, for: location)
    try block.withUnsafeMutableBytes { bytes throws(FileError) in try reader.read(into: bytes) }
    return block.bytes
  }
}
