import Testing

@testable import CalibrationFiles

private func file(_ bytes: [UInt8]) throws -> ArrayFile {
  try ArrayFile(npz: MemoryBlock.copy(bytes), path: "x.npz")
}

private func matrix(_ file: ArrayFile, _ key: String) throws -> ScoreMatrix {
  let entry = try #require(file.entries.first { $0.key == key })
  return try entry.array.get().scoreMatrix()
}

@Test(
  arguments: [
    ("stored.npz", "predictions"), ("deflated.npz", "predictions"), ("deflated-f8.npz", "logits"),
    ("deflated-f8-fortran.npz", "logits"), ("zip64-descriptor.npz", "predictions"),
    ("zip64.npz", "predictions"),
  ]
)
func `Archives of every make are read`(_ name: String, _ key: String) throws {
  let file = try file(Fixture.bytes(name))
  #expect(try matrix(file, key).values == Fixture.scores)
}

@Test func `An archive may have a comment`() throws {
  var bytes = try Fixture.bytes("stored.npz")
  bytes[bytes.count - 2] = 5
  #expect(try matrix(file(bytes + Array("hello".utf8)), "predictions").values == Fixture.scores)
}

@Test(arguments: [("stored.npz", 220), ("deflated.npz", 170)])
func `A changed byte of the data is found`(_ name: String, _ offset: Int) throws {
  var bytes = try Fixture.bytes(name)
  // Within the numbers of the first array.
  bytes[offset] ^= 0x10
  let changed = try file(bytes)
  expectError(saying: "array `predictions`", "damaged") { _ = try matrix(changed, "predictions") }
}

@Test func `Sizes that are lies are found`() throws {
  let whole = try Fixture.bytes("deflated.npz")
  let entry = try #require(firstEntry(in: whole))
  // Up and down by one, and beyond what deflate can do.
  for change in [1, -1, 1 << 24] {
    var bytes = whole
    let size = UInt32(littleEndian: load(bytes, at: entry + 24))
    replace(&bytes, at: entry + 24, by: UInt32(Int(size) + change))
    expectError(saying: "x.npz") { _ = try matrix(file(bytes), "predictions") }
  }
}

@Test func `Members that overlap are refused`() throws {
  var bytes = try Fixture.bytes("stored.npz")
  let entry = try #require(firstEntry(in: bytes))
  let nameCount = Int(UInt16(littleEndian: load(bytes, at: entry + 28)))
  let extraCount = Int(UInt16(littleEndian: load(bytes, at: entry + 30)))
  // The second member claims to begin where the first does.
  replace(&bytes, at: entry + 46 + nameCount + extraCount + 42, by: UInt32(0))
  expectError(saying: "overlap") { _ = try file(bytes) }
}

@Test(
  arguments: [
    (8, UInt16(1), "encrypted"), (10, UInt16(12), "method 12"),
  ]
)
func `Encryption and other compression are refused`(_ offset: Int, _ value: UInt16, _ word: String) throws {
  var bytes = try Fixture.bytes("stored.npz")
  let entry = try #require(firstEntry(in: bytes))
  replace(&bytes, at: entry + offset, by: value)
  expectError(saying: word, "numpy.savez") { _ = try file(bytes) }
}

@Test func `An archive without arrays is refused`() throws {
  let empty: [UInt8] = [0x50, 0x4B, 5, 6] + Array(repeating: 0, count: 18)
  expectError(saying: "no npy arrays") { _ = try file(empty) }
}

@Test(arguments: ["stored.npz", "deflated.npz", "zip64.npz"])
func `An archive cut anywhere is refused`(_ name: String) throws {
  let whole = try Fixture.bytes(name)
  for count in stride(from: 1, to: whole.count, by: 3) {
    #expect(throws: FileError.self) { _ = try file(Array(whole[..<count])) }
  }
}

@Test func `An array that cannot be read does not hide the others`() throws {
  let file = try file(Fixture.bytes("with-objects.npz"))
  #expect(try matrix(file, "predictions").values == Fixture.scores)
  #expect(file.listing.contains("`names` (not readable)"))
  expectError(saying: "array `names`", "pickled") { _ = try matrix(file, "names") }
}

private func firstEntry(in bytes: [UInt8]) -> Int? {
  (0..<(bytes.count - 4)).first { Array(bytes[$0..<($0 + 4)]) == [0x50, 0x4B, 1, 2] }
}

private func load<Value: FixedWidthInteger>(_ bytes: [UInt8], at offset: Int) -> Value {
  bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
}

private func replace(_ bytes: inout [UInt8], at offset: Int, by value: some FixedWidthInteger) {
  withUnsafeBytes(of: value.littleEndian) { new in
    bytes.replaceSubrange(offset..<(offset + new.count), with: new)
  }
}
