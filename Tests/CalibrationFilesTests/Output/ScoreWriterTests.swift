import Calibration
import Foundation
import TestSupport
import Testing

@testable import CalibrationFiles

private func labeled(rowCount: Int, seed: UInt64) throws -> LabeledPredictions {
  var generator = SeededGenerator(seed: seed)
  // Every size of number, so that text has to be exact.
  let scores = (0..<(3 * rowCount)).map { _ in
    Float.random(in: -1...1, using: &generator)
      * exp(Float.random(in: -80...80, using: &generator))
  }
  let labels = (0..<rowCount).map { _ in Int32.random(in: 0..<3, using: &generator) }
  return try LabeledPredictions(Predictions(scores, columnCount: 3, kind: .logits), labels: labels)
}

@Test(arguments: ["npz", "csv", "tsv"])
func `Scores and labels come back as they were written`(_ ending: String) throws {
  let seed: UInt64 = 7
  let written = try labeled(rowCount: 6000, seed: seed)
  let directory = try TemporaryFolder()
  let path = "\(directory.path)/x.\(ending)"
  try written.write(to: path)
  let read = try LabeledPredictions(contentsOf: path)
  #expect(read.labels == written.labels, "seed \(seed)")
  #expect(read.predictions.values == written.predictions.values, "seed \(seed)")
  #expect(try directory.names == ["x.\(ending)"])
}

@Test(arguments: OutputFormat.allCases)
func `Pieces make the same file as the whole`(_ format: OutputFormat) throws {
  let predictions = try labeled(rowCount: 100, seed: 8).predictions
  let directory = try TemporaryFolder()
  try predictions.write(to: "\(directory.path)/whole.\(format)")
  var writer = try ScoreWriter(path: "\(directory.path)/pieces.\(format)", rowCount: 100, columnCount: 3)
  for start in stride(from: 0, to: 100, by: 33) {
    try predictions.rows(start..<min(start + 33, 100)).withUnsafeScores { try writer.append($0) }
  }
  try writer.finish()
  #expect(try directory.contents("pieces.\(format)") == directory.contents("whole.\(format)"))
  let read = try Predictions(contentsOf: "\(directory.path)/whole.\(format)", options: InputOptions(kind: .logits))
  #expect(read.values == predictions.values)
}

@Test func `A written npz array can be used where it lies`() throws {
  let directory = try TemporaryFolder()
  let path = directory.path + "/x.npz"
  try labeled(rowCount: 10, seed: 9).write(to: path)
  let bytes = try MappedFile.open(path: path)
  let array = try ArrayFile(npz: bytes, path: path).entries[0].array.get()
  let matrix = try array.scoreMatrix()
  bytes.withUnsafeBytes { file in
    matrix.storage.withUnsafeScores { scores in
      let start = UInt(bitPattern: scores.baseAddress)
      let fileStart = UInt(bitPattern: file.baseAddress)
      #expect((fileStart..<(fileStart + UInt(file.count))).contains(start))
      #expect(start % 64 == 0)
    }
  }
}

@Test func `Sigmoid outputs are written in their own columns`() throws {
  let directory = try TemporaryFolder()
  let path = directory.path + "/x.csv"
  let predictions = try Predictions([0.5, 0.25, 1, 0], labelCount: 2, kind: .probabilities)
  try predictions.write(to: path)
  let text = String(decoding: try directory.contents("x.csv"), as: UTF8.self)
  #expect(text == "class_0,class_1\n0.5,0.25\n1.0,0.0\n")
}

@Test func `Labels do not go into an npy file`() throws {
  let directory = try TemporaryFolder()
  let path = directory.path + "/x.npy"
  expectError(.cannotCreate, saying: path, ".npz") {
    try labeled(rowCount: 2, seed: 1).write(to: path)
  }
  #expect(try directory.names.isEmpty)
}

@Test func `The array of scores has the name that was asked for`() throws {
  let directory = try TemporaryFolder()
  let path = "\(directory.path)/x.npz"
  let written = try LabeledPredictions(
    Predictions([1, -2, 3, 40, 5, 6], columnCount: 3, kind: .logits),
    labels: [2, 0]
  )
  try written.write(to: path, key: "logits")
  let file = try ArrayFile(npz: MappedFile.open(path: path), path: path)
  #expect(file.entries.map(\.key) == ["logits", "labels"])
  #expect(try LabeledPredictions(contentsOf: path).labels == written.labels)
}
