import Calibration

/// An array in a file: what it is and where its numbers lie, not yet read.
struct NumericArray: Sendable {
  /// Where the numbers lie.
  enum Contents: Sendable {
    case memory(Bytes)
    /// In a compressed member of an archive, from an offset on.
    case deflated(ZipMember, offset: Int)
    /// In a member of an archive that is stored as it is, from an offset on.
    case stored(ZipMember, offset: Int)
  }

  let location: FileLocation
  let elementType: ElementType
  let isBigEndian: Bool
  let isColumnMajor: Bool
  let shape: [Int]
  let contents: Contents

  /// The number of elements, or `nil` when it or their size in bytes is beyond all measure.
  static func elementCount(shape: [Int], elementType: ElementType) -> Int? {
    var count = 1
    for dimension in shape {
      guard dimension >= 0 else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard !overflow else { return nil }
      count = product
    }
    // Both the stored bytes and 8-byte conversions must be countable.
    return count > Int.max / 8 ? nil : count
  }

  var elementCount: Int { shape.reduce(1, *) }

  /// N×K as two numbers, for arrays of one or two dimensions; N numbers are N×1.
  var rowsAndColumns: (rows: Int, columns: Int)? {
    switch shape.count {
    case 1: (shape[0], 1)
    case 2: (shape[0], shape[1])
    default: nil
    }
  }

  /// The shape as numpy writes it.
  var shapeText: String { Self.text(shape: shape) }

  static func text(shape: [Int]) -> String {
    shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
  }

  /// The numbers as a matrix, sharing the file's memory where that holds aligned `Float`s in order.
  func scoreMatrix() throws(FileError) -> ScoreMatrix {
    guard let (rows, columns) = rowsAndColumns else {
      throw location.badData(
        "the shape is \(shapeText), but one or two dimensions are needed: rows, and classes last; \(reshaping)"
      )
    }
    guard elementCount > 0 else {
      throw location.badData("the shape is \(shapeText), which holds nothing; write the array again")
    }
    return ScoreMatrix(storage: try scoreStorage(), rowCount: rows, columnCount: columns)
  }

  /// The line of numpy that makes rows of an array of more dimensions.
  private var reshaping: String {
    let line =
      shape.count == 4
      ? "numpy.moveaxis(scores, 1, -1).reshape(-1, \(shape[1])) where the classes are axis 1, as in N × K × H × W, or scores.reshape(-1, \(shape[3])) where they are last"
      : "scores.reshape(-1, scores.shape[-1]) where the classes are the last axis, or first numpy.moveaxis(scores, AXIS, -1)"
    return "save \(line), and labels with labels.ravel()"
  }

  /// The numbers in the order of a row-major array, of which there is at least one.
  func scoreStorage() throws(FileError) -> ScoreStorage {
    if let bytes = try memory(), let shared = share(bytes) { return shared }
    return try converted(to: Float.self).scoreStorage(count: elementCount)
  }

  /// Whether there is one number for each row.
  var isVector: Bool { shape.count == 1 || shape.count == 2 && shape[1] == 1 }

  /// The numbers as doubles, row by row.
  func doubles() throws(FileError) -> [Double] {
    let block = try converted(to: Double.self)
    return block.withUnsafeElements(as: Double.self) { Array($0) }
  }

  /// The bytes of the numbers where they lie in memory as they are, checked.
  private func memory() throws(FileError) -> Bytes? {
    switch contents {
    case .memory(let bytes):
      return bytes
    case .stored(let member, let offset):
      try member.verifyStored(at: location)
      return member.data.slice(offset..<member.data.count)
    case .deflated:
      return nil
    }
  }

  private var isRowByRow: Bool {
    !isColumnMajor || shape.count { $0 != 1 } <= 1
  }

  /// Whether the numbers lie in the file as they do in memory.
  private var isNativeFloat: Bool { elementType == .float32 && isBigEndian == hostIsBigEndian }

  /// Larger mapped arrays give their pages back after every pass, so that resident memory stays far
  /// below the file's size; smaller ones keep them, which saves mapping them again.
  private static let largestKept = 1 << 29

  private func share(_ bytes: Bytes) -> ScoreStorage? {
    guard isNativeFloat, isRowByRow else { return nil }
    let givesBack = bytes.count > Self.largestKept
    return bytes.withUnsafeBytes { buffer -> ScoreStorage? in
      guard let address = buffer.baseAddress,
        Int(bitPattern: address).isMultiple(of: MemoryLayout<Float>.alignment)
      else { return nil }
      let giveBack: @Sendable (UnsafeRawBufferPointer) -> Void = { bytes.finishedReading($0) }
      return ScoreStorage(
        adopting: buffer.bindMemory(to: Float.self),
        giveBack: givesBack ? giveBack : nil,
        release: { withExtendedLifetime(bytes) {} }
      )
    }
  }

  private func converted<Output: DecodedNumber>(to type: Output.Type) throws(FileError) -> MemoryBlock {
    let result = try MemoryBlock(byteCount: elementCount * MemoryLayout<Output>.stride, for: location)
    let memory = try memory()
    try result.withUnsafeElements(as: Output.self) { output throws(FileError) in
      if let memory {
        convert(memory, into: output)
      } else if case .deflated(let member, let offset) = contents {
        let reader = try DeflatedMemberReader(member, location: location)
        try reader.skip(offset)
        try convert(reader, into: output)
        try reader.finish()
      }
    }
    return result
  }

  /// Inflates and converts piece by piece, so that only the result is held in memory; a
  /// column-major matrix is inflated whole.
  private func convert<Output: DecodedNumber>(
    _ reader: DeflatedMemberReader,
    into output: UnsafeMutableBufferPointer<Output>
  ) throws(FileError) {
    guard isRowByRow else {
      let whole = try MemoryBlock(byteCount: elementCount * elementType.byteCount, for: location)
      try whole.withUnsafeMutableBytes { bytes throws(FileError) in try reader.read(into: bytes) }
      return convert(whole.bytes, into: output)
    }
    if Output.self == Float.self, isNativeFloat {
      return try reader.read(into: UnsafeMutableRawBufferPointer(output))
    }
    let pieceCount = 1 << 15
    let piece = try MemoryBlock(byteCount: pieceCount * elementType.byteCount, for: location)
    try piece.withUnsafeMutableBytes { bytes throws(FileError) in
      for start in stride(from: 0, to: output.count, by: pieceCount) {
        let part = output.extracting(start..<min(start + pieceCount, output.count))
        let raw = bytes.part(..<(part.count * elementType.byteCount))
        try reader.read(into: raw)
        decode(UnsafeRawBufferPointer(raw), into: part)
      }
    }
  }

  /// Converts in parallel, giving back the pages of a mapped file on the way.
  private func convert<Output: DecodedNumber>(_ bytes: Bytes, into output: UnsafeMutableBufferPointer<Output>) {
    nonisolated(unsafe) let output = output
    if isRowByRow {
      let blockCount = 1 << 18
      Workers.run(blocks: (output.count + blockCount - 1) / blockCount) { block in
        let elements = (block * blockCount)..<min((block + 1) * blockCount, output.count)
        let first = elements.lowerBound * elementType.byteCount
        let range = first..<(first + elements.count * elementType.byteCount)
        bytes.withUnsafeBytes { decode($0.part(range), into: output.extracting(elements)) }
        bytes.finishedReading(range)
      }
    } else {
      transpose(bytes, into: output)
    }
  }

  /// Converts column-major to row-major order, in parallel.
  private func transpose<Output: DecodedNumber>(_ bytes: Bytes, into output: UnsafeMutableBufferPointer<Output>) {
    nonisolated(unsafe) let output = output
    let rowCount = shape[0]
    let columnCount = shape[1]
    // Few rows at a time, so that the rows being filled stay in a core's cache.
    let blockRows = 128
    Workers.run(blocks: (rowCount + blockRows - 1) / blockRows) { block in
      let rows = (block * blockRows)..<min((block + 1) * blockRows, rowCount)
      withUnsafeTemporaryAllocation(of: Output.self, capacity: rows.count) { column in
        for index in 0..<columnCount {
          let first = (index * rowCount + rows.lowerBound) * elementType.byteCount
          let range = first..<(first + rows.count * elementType.byteCount)
          bytes.withUnsafeBytes { decode($0.part(range), into: column) }
          for (offset, value) in column.enumerated() {
            output[(rows.lowerBound + offset) * columnCount + index] = value
          }
        }
      }
    }
  }

  private func decode<Output: DecodedNumber>(
    _ source: UnsafeRawBufferPointer,
    into output: UnsafeMutableBufferPointer<Output>
  ) {
    guard let address = source.baseAddress else { return }
    if Output.self == Float.self, isNativeFloat {
      UnsafeMutableRawBufferPointer(output).copyMemory(from: source)
    } else {
      elementType.decode(address, isBigEndian: isBigEndian, into: output)
    }
  }
}
