import Testing

@testable import CalibrationFiles

private func array(_ name: String) throws -> NumericArray {
  let bytes = try MappedFile.open(path: Fixture.path(name))
  return try NumericArray(npy: bytes, location: FileLocation(path: name))
}

@Test(
  arguments: ["f2", "f4", "f8"].flatMap { type in
    ["little-C", "little-F", "big-C", "big-F"].map { "\(type)-\($0).npy" }
  }
)
func `Floating-point matrices of every size and order are read`(_ name: String) throws {
  let matrix = try array(name).scoreMatrix()
  #expect(matrix.rowCount == Fixture.rowCount)
  #expect(matrix.columnCount == Fixture.columnCount)
  #expect(matrix.values == Fixture.scores)
}

@Test(
  arguments: ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"].flatMap { type in
    ["little", "big"].map { "labels-\(type)-\($0).npy" }
  } + ["labels-f4.npy", "labels-column.npy"]
)
func `Whole numbers of every size and order are read`(_ name: String) throws {
  #expect(try array(name).doubles() == Fixture.labels.map(Double.init))
}

@Test func `Truth values are zeros and ones`() throws {
  #expect(try array("labels-bool.npy").doubles() == Fixture.labels.map { Double($0 % 2) })
}

@Test func `A Float matrix in order is used where the file is mapped`() throws {
  let bytes = try MappedFile.open(path: Fixture.path("f4-little-C.npy"))
  let array = try NumericArray(npy: bytes, location: FileLocation(path: "f4"))
  let matrix = try array.scoreMatrix()
  bytes.withUnsafeBytes { file in
    matrix.storage.withUnsafeScores { scores in
      let start = UnsafeRawPointer(scores.baseAddress)
      #expect(start == file.baseAddress?.advanced(by: file.count - 4 * scores.count))
    }
  }
}

@Test func `A mapped matrix outlives everything else that knew the file`() throws {
  var rows: ScoreMatrix? = try array("f4-little-C.npy").scoreMatrix().rows(2..<4)
  #expect(rows?.values == Array(Fixture.scores[8..<16]))
  rows = nil
}

@Test func `Unaligned Floats are copied, not used where they lie`() throws {
  let npy = try Fixture.bytes("f4-little-C.npy")
  let bytes = try MemoryBlock.copy([0] + npy).slice(1..<(npy.count + 1))
  let array = try NumericArray(npy: bytes, location: FileLocation(path: "f4"))
  #expect(try array.scoreMatrix().values == Fixture.scores)
}

@Test func `Doubles beyond the range of Float become infinite`() throws {
  #expect(try array("beyond-float.npy").scoreMatrix().values == [.infinity, 0, 0, 1])
}

@Test(arguments: ["cube.npy", "empty.npy", "scalar.npy"])
func `Arrays that are no matrix are refused with their shape`(_ name: String) throws {
  let array = try array(name)
  expectError(saying: name, "the shape is (") { _ = try array.scoreMatrix() }
}

@Test func `A large column-major matrix is transposed block by block`() throws {
  let (rowCount, columnCount) = (300, 3)
  var bytes: [UInt8] = []
  for column in 0..<columnCount {
    for row in 0..<rowCount { bytes.append(littleEndian: Int16(row * columnCount + column)) }
  }
  let array = NumericArray(
    location: FileLocation(path: "memory"),
    elementType: .int16,
    isBigEndian: false,
    isColumnMajor: true,
    shape: [rowCount, columnCount],
    contents: .memory(try MemoryBlock.copy(bytes))
  )
  #expect(try array.scoreMatrix().values == (0..<(rowCount * columnCount)).map(Float.init))
}

@Test func `Every half-precision number has its value`() {
  for bits in UInt16.min ... .max {
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF)
    let value = Float(halfBitPattern: bits)
    #expect((value.sign == .minus) == (bits >> 15 == 1))
    if exponent == 31 {
      #expect(fraction == 0 ? value.isInfinite : value.isNaN)
    } else {
      let expected =
        exponent == 0 ? fraction * 0x1p-24 : (1 + fraction / 1024) * pow2(exponent - 15)
      #expect(Double(abs(value)) == expected)
    }
  }
}

private func pow2(_ exponent: Int) -> Double {
  Double(sign: .plus, exponent: exponent, significand: 1)
}
