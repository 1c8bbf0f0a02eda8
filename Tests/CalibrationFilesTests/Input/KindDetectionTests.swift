import Calibration
import Foundation
import Testing

@testable import CalibrationFiles

private func detection(_ scores: [Float], columnCount: Int) throws -> KindDetection {
  let matrix = ScoreMatrix(
    storage: ScoreStorage(scores),
    rowCount: scores.count / columnCount,
    columnCount: columnCount
  )
  return try KindDetection(matrix, places: TablePlaces(location: FileLocation(path: "x.npy")))
}

private func kind(_ scores: [Float], columnCount: Int) throws -> ScoreKind {
  try detection(scores, columnCount: columnCount).kind
}

@Test func `The three kinds are distinguished`() throws {
  #expect(try kind(Fixture.scores, columnCount: 4) == .logits)
  #expect(try kind(Fixture.probabilities, columnCount: 4) == .probabilities)
  #expect(try kind(Fixture.probabilities.map { log($0) }, columnCount: 4) == .logProbabilities)
  // Logits may all be negative.
  #expect(try kind(Fixture.scores.map { $0 - 9 }, columnCount: 4) == .logits)
}

@Test func `Certain rows are probabilities, in either form`() throws {
  #expect(try kind([1, 0, 0, 0, 1, 0], columnCount: 3) == .probabilities)
  let none = -Float.infinity
  #expect(try kind([0, none, none, none, 0, none], columnCount: 3) == .logProbabilities)
}

@Test func `Rows of half-precision probabilities need not sum to one exactly`() throws {
  #expect(try kind([0.5, 0.4995, 0.25, 0.7508], columnCount: 2) == .probabilities)
}

@Test func `One column is judged by its range`() throws {
  #expect(try kind([0, 0.25, 1], columnCount: 1) == .probabilities)
  #expect(try kind([0, 0.25, 1.5], columnCount: 1) == .logits)
  #expect(try kind([-1, -2], columnCount: 1) == .logits)
}

@Test func `Damage does not turn probabilities into logits`() throws {
  for bad in [Float.nan, .infinity, -.infinity, -1, 7] {
    var scores = Fixture.probabilities
    scores[9] = bad
    #expect(try kind(scores, columnCount: 4) == .probabilities, "\(bad)")
  }
  #expect(try kind([.nan, 0.5], columnCount: 1) == .probabilities)
  #expect(try kind([.nan, .nan, .infinity, 0], columnCount: 2) == .logits)
}

@Test func `Independent outputs are asked about`() {
  expectError(saying: "x.npy", "row 0 sums to 0.75", "--kind sigmoid", "--kind logits") {
    _ = try kind([0.5, 0.25, 1, 0.5], columnCount: 2)
  }
}

@Test func `Long rows are summed closely enough`() throws {
  let count = 100_003
  let scores = [Float](repeating: 1 / Float(count), count: 2 * count)
  #expect(try kind(scores, columnCount: count) == .probabilities)
}

@Test func `Kind and damage are found in any block of rows`() throws {
  // More rows than a block has.
  var scores = [Float](repeating: 0.5, count: 2 * 50_000)
  #expect(try kind(scores, columnCount: 2) == .probabilities)
  scores[90_000] = 3
  #expect(try kind(scores, columnCount: 2) == .probabilities)
  #expect(try kind(scores.map { $0 * 2 - 1 }, columnCount: 2) == .logits)
}
