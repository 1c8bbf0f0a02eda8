import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct CalibrationMapApplyTests {
  let map: FocalTemperatureMap

  init() throws {
    map = try FocalTemperatureMap(temperature: 1.4, gamma: 2)
  }

  func randomLogits(rows: Int, columns: Int, seed: UInt64) -> [Float] {
    var random = SeededGenerator(seed: seed)
    return random.logits(classes: rows * columns, spread: 4).map(Float.init)
  }

  @Test(arguments: [2, 3, 8, 10, 100])
  func bulkIsTheRowFormRoundedOnce(columns: Int) throws {
    let logits = randomLogits(rows: 300, columns: columns, seed: 1)
    let input = try Predictions(logits, columnCount: columns, kind: .logits)
    let probabilities = try map.probabilities(for: input)
    let logProbabilities = try map.logProbabilities(for: input)
    #expect(probabilities.kind == .probabilities && logProbabilities.kind == .logProbabilities)
    for row in 0..<300 {
      let logits = input.scores(ofRow: row).map(Double.init)
      let want = try map.logProbabilities(forLogits: logits)
      #expect(logProbabilities.scores(ofRow: row) == want.map(Float.init))
      let wantProbabilities = try map.probabilities(forLogits: logits)
      #expect(probabilities.scores(ofRow: row) == wantProbabilities.map(Float.init))
    }
  }

  @Test func probabilitiesAndLogProbabilitiesMeanWhatLogitsMean() throws {
    let logits = randomLogits(rows: 50, columns: 5, seed: 2)
    let input = try Predictions(logits, columnCount: 5, kind: .logits)
    let want = try map.probabilities(for: input)
    for same in [
      try IdentityMap().probabilities(for: input), try IdentityMap().logProbabilities(for: input),
    ] {
      let got = try map.probabilities(for: same)
      for row in 0..<50 {
        for (got, want) in zip(got.scores(ofRow: row), want.scores(ofRow: row)) {
          // Rounding to Float moves ln q by 6e-8 of itself, and ln p by up to 1 + γ times that.
          #expect(abs(got - want) <= 1e-5 * want)
        }
      }
    }
  }

  @Test func oneColumnIsTwo() throws {
    let logits = randomLogits(rows: 40, columns: 1, seed: 3)
    let one = try map.logProbabilities(for: Predictions(logits, columnCount: 1, kind: .logits))
    let two = try map.logProbabilities(for: Predictions(logits.flatMap { [0, $0] }, columnCount: 2, kind: .logits))
    #expect(one.columnCount == 1 && one.classCount == 2)
    for row in 0..<40 {
      #expect(one.scores(ofRow: row)[0] == two.scores(ofRow: row)[1])
    }
  }

  @Test func oneColumnOfProbabilitiesIsTwo() throws {
    let probabilities: [Float] = [0, 0.25, 0.5, 0.875, 1]
    let one = try map.logProbabilities(for: Predictions(probabilities, columnCount: 1, kind: .probabilities))
    let two = try map.logProbabilities(
      for: Predictions(probabilities.flatMap { [1 - $0, $0] }, columnCount: 2, kind: .probabilities)
    )
    for row in probabilities.indices {
      let (got, want) = (one.scores(ofRow: row)[0], two.scores(ofRow: row)[1])
      #expect(abs(got - want) <= 2 * want.ulp)
    }
  }

  @Test func resultsMayReplaceTheInput() throws {
    var memory = randomLogits(rows: 64, columns: 7, seed: 4)
    let want = try map.probabilities(for: Predictions(memory, columnCount: 7, kind: .logits))
    try memory.withUnsafeMutableBufferPointer { buffer in
      let storage = ScoreStorage(adopting: UnsafeBufferPointer(buffer)) {}
      try map.apply(to: Predictions(storage, columnCount: 7, kind: .logits), into: buffer)
    }
    for row in 0..<64 {
      #expect(Array(memory[(7 * row)..<(7 * row + 7)]) == want.scores(ofRow: row))
    }
  }

  @Test func theNumberOfThreadsDoesNotChangeTheBits() throws {
    let input = try Predictions(randomLogits(rows: 5000, columns: 10, seed: 5), columnCount: 10, kind: .logits)
    let all = try map.probabilities(for: input)
    for limit in [1, 3] {
      let few = try Workers.$limit.withValue(limit) { try map.probabilities(for: input) }
      few.withUnsafeScores { few in
        all.withUnsafeScores { #expect(few.elementsEqual($0)) }
      }
    }
  }

  /// Log-probabilities beyond the range of `Float` are its least finite number: what was possible stays
  /// possible.
  @Test func finiteLogitsGiveFiniteLogProbabilities() throws {
    let sharp = try TemperatureMap(temperature: 0.1)
    for columnCount in [1, 3] {
      let rows: [Float] = columnCount == 1 ? [-3e38, 1] : [3e38, 0, -.infinity, 0, -1e38, 3e38]
      let input = try Predictions(rows, columnCount: columnCount, kind: .logits)
      let output = try sharp.logProbabilities(for: input).withUnsafeScores { Array($0) }
      for (score, logit) in zip(output, rows) {
        #expect(score.isFinite == logit.isFinite, "\(logit) gave \(score)")
      }
    }
  }

  @Test func anotherClassCountIsRefused() throws {
    let map = try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25)
    let input = try Predictions([1, 2, 3], columnCount: 3, kind: .logits)
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try map.probabilities(for: input)
    }
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try map.logProbabilities(for: input)
    }
  }

  @Test func aRefusedRowIsUnchanged() throws {
    var row = [1, 2, Double.nan]
    _ = row.withUnsafeMutableBufferPointer { buffer in
      #expect(throws: PredictionsError.notANumber(row: 0, column: 2)) {
        try map.transform(row: buffer)
      }
    }
    #expect(row[0] == 1 && row[1] == 2)
  }
}
