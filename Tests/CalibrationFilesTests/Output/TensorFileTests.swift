import Calibration
import Foundation
import TestSupport
import Testing

@testable import CalibrationFiles

@Suite struct TensorFileTests {
  private let directory: TemporaryFolder
  private let path: String

  init() throws {
    directory = try TemporaryFolder()
    path = "\(directory.path)/x.safetensors"
  }

  private func bits(_ file: TensorFile) -> [[UInt32]] {
    file.tensors.map { $0.values.map(\.bitPattern) }
  }

  @Test func `Every bit, name, shape and string comes back`() throws {
    let strange: [UInt32] = [
      0, 0x8000_0000, 1, 0x7F80_0000, 0xFF80_0000, 0x7FC0_0001, 0x7F80_0001, 0x3EAA_AAAB,
    ]
    let file = TensorFile(
      tensors: [
        .init(name: "z.weight", shape: [2, 2, 2], values: strange.map(Float.init(bitPattern:))),
        .init(name: "a \u{e9} \"/", shape: [3], values: [1, 2, 3]),
        .init(name: "scalar", shape: [], values: [-1.5]),
      ],
      metadata: ["epoch": "17", "note": "line\nbreak \u{2713}"]
    )
    try file.write(to: path)
    let read = try TensorFile(contentsOf: path)
    #expect(bits(read) == bits(file))
    #expect(read.tensors.map(\.name) == file.tensors.map(\.name))
    #expect(read.tensors.map(\.shape) == file.tensors.map(\.shape))
    #expect(read.metadata == file.metadata)
  }

  @Test func `Equal contents give equal files, with aligned numbers`() throws {
    let file = TensorFile(
      tensors: (0..<20).map { .init(name: "tensor \($0)", shape: [1], values: [Float($0)]) },
      metadata: ["a": "1", "b": "2", "c": "3"]
    )
    try file.write(to: path)
    let first = try Data(contentsOf: URL(fileURLWithPath: path))
    try TensorFile(contentsOf: path).write(to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first)
    #expect((first.count - 20 * 4).isMultiple(of: 8))
  }

  @Test func `The file is one that scores are read from`() throws {
    try TensorFile(tensors: [.init(name: "logits", shape: [2, 3], values: [1, -2, 30, 4, 5, -6])]).write(to: path)
    let predictions = try Predictions(contentsOf: path)
    #expect(predictions.scores(ofRow: 1) == [4, 5, -6])
  }

  @Test func `A file that ends early is refused`() throws {
    try TensorFile(tensors: [.init(name: "a", shape: [5], values: [1, 2, 3, 4, 5])]).write(to: path)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for count in 0..<bytes.count {
      try bytes.prefix(count).write(to: URL(fileURLWithPath: path))
      #expect(throws: FileError.self) { try TensorFile(contentsOf: path) }
    }
  }

  @Test func `Tensors of another type are refused`() throws {
    expectError(saying: "F32", "logits") {
      _ = try TensorFile(contentsOf: Fixture.path("f64.safetensors"))
    }
  }

  @Test func `A folder that is missing is an error`() {
    expectError(.cannotCreate, saying: "nowhere") {
      try TensorFile(tensors: []).write(to: "\(directory.path)/nowhere/x.safetensors")
    }
  }
}
