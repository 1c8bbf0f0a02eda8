import TestSupport
import Testing

@testable import CalibrationFiles

/// Flips bits, overwrites, cuts, repeats and inserts bytes at random.
private func damaged(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
  var bytes = bytes
  for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
    let index = Int.random(in: bytes.indices, using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0, 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 2: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
    case 3: bytes[index] = [0, 0xFF, 0x7F, 0x80].randomElement(using: &generator) ?? 0
    case 4: bytes.insert(contentsOf: bytes[index...].prefix(9), at: index)
    default: bytes.removeSubrange(index..<min(index + 40, bytes.count))
    }
  }
  return bytes
}

@Test(
  arguments: [
    "f4-little-C.npy", "f8-big-F.npy", "version-3.npy", "stored.npz", "deflated.npz",
    "deflated-f8-fortran.npz", "zip64.npz", "zip64-descriptor.npz", "f32.safetensors",
    "bf16.safetensors", "plain.csv", "quoted.csv", "crlf.csv", "spaces.txt", "compressed.csv",
  ]
)
func `Damaged files are read or refused, but never end the process`(_ name: String) throws {
  let seed: UInt64 = 1_000_003
  let whole = try Fixture.bytes(name)
  let directory = try TemporaryFolder()
  var generator = SeededGenerator(seed: seed)
  var refusals = 0
  for round in 0..<150 {
    let path = try directory.file(name, damaged(whole, using: &generator))
    let result = Result { () throws(FileError) in try Input(contentsOf: path) }
    switch result {
    case .success(let input):
      #expect(input.predictions.rowCount * input.predictions.columnCount > 0)
      #expect(input.labels == nil || input.labels?.count == input.predictions.rowCount)
    case .failure(let error):
      refusals += 1
      #expect(error.kind == .badData, "seed \(seed), round \(round): \(error)")
      #expect(!error.description.contains("\n"))
    }
  }
  #expect(refusals > 0)
}

@Test func `Keys are shown without the control characters they may have`() {
  let error = FileLocation(path: "x.npz").array("a\nb\u{1B}[31m").badData("it is damaged")
  #expect(error.description == "x.npz, array `a?b?[31m`: it is damaged")
}
