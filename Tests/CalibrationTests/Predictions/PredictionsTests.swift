import Testing

@testable import Calibration

@Suite struct PredictionsTests {
  @Test func shapeAndSlices() throws {
    let predictions = try Predictions((0..<12).map { Float($0) }, columnCount: 3, kind: .logits)
    #expect(predictions.rowCount == 4)
    #expect(predictions.classCount == 3)
    let slice = try predictions.rows(1..<3)
    #expect(slice.rowCount == 2)
    #expect(slice.scores(ofRow: 1) == [6, 7, 8])
    // A slice of a slice counts from its own start, and shares the memory.
    let inner = try slice.rows(1..<2)
    #expect(inner.scores(ofRow: 0) == [6, 7, 8])
    let addresses = (predictions.withUnsafeScores { $0.baseAddress }, inner.withUnsafeScores { $0.baseAddress })
    #expect(addresses.1 == addresses.0.map { $0 + 6 })
  }

  @Test func oneColumnIsTwoClasses() throws {
    let predictions = try Predictions([0.25, 0.75], columnCount: 1, kind: .probabilities)
    #expect(predictions.classCount == 2)
    #expect(predictions.rowCount == 2)
  }

  @Test(arguments: [ScoreKind.logits, .logProbabilities, .probabilities])
  func theFirstFaultIsNamed(_ kind: ScoreKind) {
    // Wide rows take the vector path, narrow ones the scalar path; the fault stands in either part.
    for (columns, column) in [(3, 2), (40, 5), (40, 39)] {
      let good: Float = kind == .logProbabilities ? -Float(columns).logarithm : 1 / Float(columns)
      var scores = [Float](repeating: good, count: 5 * columns)
      scores[3 * columns + column] = .nan
      scores[4 * columns] = .infinity
      #expect(throws: PredictionsError.notANumber(row: 3, column: column)) {
        try Predictions(scores, columnCount: columns, kind: kind)
      }
      scores[2 * columns + column] = .infinity
      #expect(throws: PredictionsError.positiveInfinity(row: 2, column: column)) {
        try Predictions(scores, columnCount: columns, kind: kind)
      }
    }
  }

  @Test func valuesOutOfRange() {
    #expect(throws: PredictionsError.probabilityOutOfRange(row: 1, column: 0, value: -0.5)) {
      try Predictions([0.5, 0.5, -0.5, 1.5], columnCount: 2, kind: .probabilities)
    }
    #expect(throws: PredictionsError.logProbabilityOutOfRange(row: 0, column: 1, value: 0.25)) {
      try Predictions([-1, 0.25], columnCount: 2, kind: .logProbabilities)
    }
    #expect(throws: PredictionsError.rowSum(row: 1, sum: 0.75)) {
      try Predictions([0.5, 0.5, 0.5, 0.25], columnCount: 2, kind: .probabilities)
    }
    #expect(throws: PredictionsError.self) {
      try Predictions([-1, -1], columnCount: 2, kind: .logProbabilities)
    }
  }

  @Test func impossibleClasses() throws {
    let fine = try Predictions([0, -.infinity, 1], columnCount: 3, kind: .logits)
    #expect(fine.rowCount == 1)
    #expect(throws: PredictionsError.noPossibleClass(row: 1)) {
      try Predictions([0, 1, -.infinity, -.infinity], columnCount: 2, kind: .logits)
    }
    // One column of −∞ leaves class 0.
    #expect(try Predictions([-.infinity], columnCount: 1, kind: .logits).classCount == 2)
  }

  @Test func emptyAndMisshapen() {
    #expect(throws: PredictionsError.noRows) {
      try Predictions([], columnCount: 3, kind: .logits)
    }
    #expect(throws: PredictionsError.shape(scoreCount: 4, columnCount: 3)) {
      try Predictions([1, 2, 3, 4], columnCount: 3, kind: .logits)
    }
    #expect(throws: PredictionsError.shape(scoreCount: 4, columnCount: 3)) {
      try Predictions([1, 2, 3, 4], labelCount: 3, kind: .logits)
    }
    #expect(throws: PredictionsError.shape(scoreCount: 4, columnCount: 0)) {
      try Predictions([1, 2, 3, 4], labelCount: 0, kind: .logits)
    }
    #expect(throws: PredictionsError.noRows) {
      try Predictions([], labelCount: 2, kind: .logits)
    }
    #expect(throws: PredictionsError.shape(scoreCount: 4, columnCount: 0)) {
      try Predictions([1, 2, 3, 4], columnCount: 0, kind: .logits)
    }
    #expect(throws: PredictionsError.singleClass) {
      try Predictions([1, 1, 1], columnCount: 1, kind: .probabilities)
    }
  }

  @Test func rowsOutOfRangeAreRefused() throws {
    let predictions = try Predictions([1, 2, 3, 4], columnCount: 2, kind: .logits)
    for range in [0..<3, 1..<1, -1..<1] {
      #expect(throws: PredictionsError.self) { try predictions.rows(range) }
    }
  }

  @Test func halfPrecisionRowSumsAreAccepted() throws {
    // Ten probabilities of 0.1 in half precision sum to 0.99976.
    let tenth = Float(0.099_975_586)
    let predictions = try Predictions([Float](repeating: tenth, count: 10), columnCount: 10, kind: .probabilities)
    #expect(predictions.rowCount == 1)
  }

  @Test func zerosAreCounted() throws {
    let predictions = try Predictions([1, 0, 0, 0.5, 0.5, 0], columnCount: 3, kind: .probabilities)
    #expect(predictions.zeroProbabilityCount() == 3)
    // In one column, 1 leaves class 0 with nothing.
    let binary = try Predictions([1, 0, 0.5], columnCount: 1, kind: .probabilities)
    #expect(binary.zeroProbabilityCount() == 2)
    #expect(try Predictions([0, 0], columnCount: 2, kind: .logits).zeroProbabilityCount() == 0)
  }

  @Test func adoptedMemoryIsReleasedOnce() throws {
    final class Counter: @unchecked Sendable {
      var count = 0
    }
    let released = Counter()
    let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: 4)
    defer { memory.deallocate() }
    memory.initialize(repeating: 1)
    do {
      let storage = ScoreStorage(adopting: UnsafeBufferPointer(memory)) { released.count += 1 }
      let slice = try Predictions(storage, columnCount: 2, kind: .logits).rows(1..<2)
      #expect(slice.scores(ofRow: 0) == [1, 1])
      #expect(released.count == 0)
    }
    #expect(released.count == 1)
  }
}

extension Float {
  fileprivate var logarithm: Float {
    // ln 3 and ln 40 to the precision of a Float.
    self == 3 ? 1.098_612_3 : 3.688_879_5
  }
}
