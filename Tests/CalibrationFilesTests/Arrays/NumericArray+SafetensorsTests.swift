import Testing

@testable import CalibrationFiles

private func file(header: String, data: Int = 16, declared: UInt64? = nil) throws -> ArrayFile {
  var bytes: [UInt8] = []
  bytes.append(littleEndian: declared ?? UInt64(header.utf8.count))
  bytes += header.utf8
  bytes += Array(repeating: 0, count: data)
  return try ArrayFile(safetensors: MemoryBlock.copy(bytes), path: "x.safetensors")
}

@Test(arguments: ["f16.safetensors", "bf16.safetensors", "f32.safetensors", "f64.safetensors"])
func `Tensors of every size are read`(_ name: String) throws {
  let bytes = try MappedFile.open(path: Fixture.path(name))
  let file = try ArrayFile(safetensors: bytes, path: name)
  let logits = try #require(file.entries.first { $0.key == "logits" }).array.get()
  #expect(try logits.scoreMatrix().values == Fixture.scores)
  if let labels = file.entries.first(where: { $0.key == "labels" }) {
    #expect(try labels.array.get().doubles() == Fixture.labels.map(Double.init))
  }
}

@Test(
  arguments: [
    (#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,17]}}"#, "beyond the file"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "belong to no tensor"),
    (
      #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"#
        + #""b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#,
      "overlap"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
        + #""b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#,
      "gap"
    ),
    (#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}"#, "overlap"),
    (#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[-16,0]}}"#, "overlap"),
    (#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0]}}"#, "damaged"),
    (#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,1e99]}}"#, "damaged"),
    (#"{"a":{"dtype":"F32","shape":"4","data_offsets":[0,16]}}"#, "damaged"),
    (#"{"a":[1]}"#, "damaged"), ("[]", "damaged"), ("{", "damaged"), ("", "damaged"),
    ("{\"\u{1}", "damaged"),
  ]
)
func `Damaged headers are refused`(_ header: String, _ word: String) {
  expectError(saying: "x.safetensors", word) { _ = try file(header: header) }
}

@Test(
  arguments: [
    (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,16]}}"#, "does not fit"),
    (#"{"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}}"#, "does not fit"),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,16]}}"#,
      "does not fit"
    ),
    (#"{"a":{"dtype":"F8_E4M3","shape":[16],"data_offsets":[0,16]}}"#, "F8_E4M3"),
  ]
)
func `A tensor that cannot be read is refused when it is asked for`(_ header: String, _ word: String) throws {
  let file = try file(header: header)
  expectError(saying: "x.safetensors, array `a`", word) { _ = try file.entries[0].array.get() }
}

@Test(arguments: [UInt64.max, 1 << 62, 1000])
func `A header longer than the file is refused`(_ declared: UInt64) {
  expectError(saying: "longer than the file") { _ = try file(header: "{}", declared: declared) }
}

@Test func `Bytes that are no UTF-8 are refused`() throws {
  var bytes: [UInt8] = []
  bytes.append(littleEndian: UInt64(4))
  bytes += [0x7B, 0x22, 0xFF, 0x22]
  expectError(saying: "damaged") {
    _ = try ArrayFile(safetensors: MemoryBlock.copy(bytes), path: "x.safetensors")
  }
}
