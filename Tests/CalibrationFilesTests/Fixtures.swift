import Calibration
import Foundation
import Testing

@testable import CalibrationFiles

/// The files that `Fixtures/make_fixtures.py` makes, and what they hold.
enum Fixture {
  static let rowCount = 6
  static let columnCount = 4
  /// Row by row.
  static let scores: [Float] = (0..<(rowCount * columnCount)).map { index in
    let (row, column) = index.quotientAndRemainder(dividingBy: columnCount)
    let step: Int = (row * 7 + column * 5) % 17
    return Float(step - 8) / 4
  }
  static let labels: [Int32] = (0..<rowCount).map { Int32((3 * $0 + 1) % 4) }
  /// Softmax of the scores.
  static let probabilities: [Float] = (0..<rowCount).flatMap { row in
    let powers = scores[(row * columnCount)..<((row + 1) * columnCount)].map { exp(Double($0)) }
    return powers.map { Float($0 / powers.reduce(0, +)) }
  }

  static func path(_ name: String) throws -> String {
    try #require(Bundle.module.resourcePath) + "/Fixtures/" + name
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }
}

/// Expects an error of a kind whose description has all these words in it.
func expectError(
  _ kind: FileError.Kind = .badData,
  saying words: String...,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  let error = #expect(throws: FileError.self, sourceLocation: sourceLocation) { try body() }
  guard let error else { return }
  #expect(error.kind == kind, sourceLocation: sourceLocation)
  for word in words {
    #expect(error.description.contains(word), "\(error)", sourceLocation: sourceLocation)
  }
}

extension ScoreMatrix {
  var values: [Float] { storage.withUnsafeScores { Array($0) } }
}

extension MemoryBlock {
  static func copy(_ bytes: [UInt8]) throws -> Bytes {
    let block = try MemoryBlock(byteCount: bytes.count, for: FileLocation(path: "memory"))
    block.withUnsafeMutableBytes { $0.copyBytes(from: bytes) }
    return block.bytes
  }
}
