import Testing

@testable import CalibrationFiles

private func npy(_ dictionary: String, version: UInt8 = 1, data: Int = 8) throws -> NumericArray {
  var bytes = NpyHeader.magic + [version, 0]
  bytes.append(littleEndian: UInt16(dictionary.utf8.count))
  bytes += dictionary.utf8
  bytes += Array(repeating: 0, count: data)
  return try NumericArray(npy: MemoryBlock.copy(bytes), location: FileLocation(path: "x.npy"))
}

@Test(arguments: [2, 3])
func `Later versions are read`(_ version: Int) throws {
  let bytes = try MappedFile.open(path: Fixture.path("version-\(version).npy"))
  let array = try NumericArray(npy: bytes, location: FileLocation(path: "npy"))
  #expect(try array.scoreMatrix().values == Fixture.scores)
}

@Test func `The dictionary may be written in any way Python reads`() throws {
  let array = try npy("{ \"shape\":(2 ,1L),'descr' : '<f4' , \n'fortran_order':True}")
  #expect(array.shape == [2, 1])
  #expect(array.elementType == .float32)
  #expect(array.isColumnMajor)
}

@Test(
  arguments: [
    ("objects.npy", "pickled"), ("structured.npy", "structured"), ("strings.npy", "<U1"),
    ("complex.npy", "<c8"),
  ]
)
func `Types that are no numbers are refused with a fix`(_ name: String, _ word: String) throws {
  let bytes = try MappedFile.open(path: Fixture.path(name))
  expectError(saying: name, word, ";") {
    _ = try NumericArray(npy: bytes, location: FileLocation(path: name))
  }
}

// What numpy 2.4.6 with ml_dtypes 0.6.0 writes for arrays of these types: findings/npy-ml-dtypes.sh.
@Test(arguments: [("<V2", "bfloat16"), ("|V2", "bfloat16"), ("<V1", "int4"), ("<f1", "float8")])
func `Types that numpy has no name for are told by their size`(_ descr: String, _ name: String) {
  expectError(saying: name, ".astype('float32')") {
    _ = try npy("{'descr': '\(descr)', 'fortran_order': False, 'shape': (4,)}")
  }
}

@Test(arguments: [
  ("(1, 2, 1, 1)", "numpy.moveaxis(scores, 1, -1).reshape(-1, 2)"),
  ("(1, 2, 1)", "scores.reshape(-1, scores.shape[-1])"),
])
func `Arrays of more dimensions are refused with the line that flattens them`(_ shape: String, _ line: String) {
  expectError(saying: "\(shape)", line) {
    _ = try npy("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape)}").scoreMatrix()
  }
}

@Test(
  arguments: [
    ("(-2,)", "negative"),
    ("(9223372036854775807, 4)", "absurd"),
    ("(99999999999999999999,)", "damaged"),
    ("(2305843009213693952, 4)", "absurd"),
    ("(3,)", "needs 12 bytes, but 8 are there"),
    ("(1,)", "4 bytes follow the array"),
    ("(2", "damaged"),
    ("[2]", "damaged"),
    ("(2,,)", "damaged"),
  ]
)
func `Shapes that cannot be are refused`(_ shape: String, _ word: String) {
  expectError(saying: "x.npy", word) {
    _ = try npy("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape)}")
  }
}

@Test(
  arguments: [
    "", "{", "{}", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}", "{'descr", "\0\0\0\0",
    "{'descr': <f4}",
  ]
)
func `Damaged dictionaries are refused`(_ dictionary: String) {
  expectError(saying: "x.npy", "numpy.save") { _ = try npy(dictionary) }
}

@Test func `Unknown versions are refused`() {
  expectError(saying: "version 4") {
    _ = try npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", version: 4)
  }
}

@Test func `A file cut anywhere is refused`() throws {
  let whole = try Fixture.bytes("f4-little-C.npy")
  for count in 1..<whole.count {
    let bytes = try MemoryBlock.copy(Array(whole[..<count]))
    #expect(throws: FileError.self) {
      _ = try NumericArray(npy: bytes, location: FileLocation(path: "cut"))
    }
  }
}
