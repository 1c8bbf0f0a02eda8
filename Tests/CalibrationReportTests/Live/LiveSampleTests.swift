import Calibration
import Foundation
import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct LiveSampleTests {
  @Test func smallDataAreKeptWhole() throws {
    let data = try overconfidentPredictions(rows: 300, classes: 10, seed: 1)
    let sample = LiveSample(of: data)
    #expect(sample.rows == Array(0..<300))
    #expect(sample.dataRowCount == 300)
    #expect(try sample.predictions.labels == data.labels)
  }

  /// A gap is off by half a step at most, and by a rounding of `Float`; the label's by the rounding alone.
  @Test func gapsAreAsCloseAsStated() throws {
    let data = try overconfidentPredictions(rows: 200, classes: 7, seed: 2)
    let unpacked = try LiveSample(of: data).predictions
    for row in 0..<data.rowCount {
      let before = gaps(data, row)
      let after = gaps(unpacked, row)
      let largest = try #require(before.max())
      for (gap, other) in zip(before, after) {
        #expect(abs(gap - other) <= largest / 131_000)
      }
      let label = Int(data.labels[row])
      #expect(abs(before[label] - after[label]) <= largest * 1e-7)
    }
  }

  /// Rounding of the gaps moves no metric by more than a step of them: their errors have no sign.
  @Test func metricsAreThoseOfTheRows() throws {
    let data = try overconfidentPredictions(rows: 500, classes: 10, seed: 3)
    let before = try EvaluatedRows(on: data)
    let after = try EvaluatedRows(on: LiveSample(of: data).predictions)
    #expect(before.predictedClasses == after.predictedClasses)
    for (one, other) in zip(before.logLikelihoods, after.logLikelihoods) {
      #expect(abs(one - other) < 1e-4)
    }
  }

  @Test func theSampleStaysWithinItsBudget() throws {
    let data = try overconfidentPredictions(rows: 1000, classes: 20, seed: 4)
    for budget in [5_000, 20_000, 40_000] {
      let sample = LiveSample(of: data, byteBudget: budget)
      #expect(sample.rows.count < 1000)
      #expect(sample.rows == sample.rows.sorted())
      // Names, brackets and the padding of base64 beside the numbers.
      #expect(sample.json.utf8.count < budget + 120)
      #expect(sample.json.utf8.count > budget * 9 / 10)
    }
  }

  @Test func aLargerBudgetKeepsTheRowsOfASmaller() throws {
    let data = try overconfidentPredictions(rows: 1000, classes: 5, seed: 5)
    let small = LiveSample(of: data, byteBudget: 2_000)
    let large = LiveSample(of: data, byteBudget: 6_000)
    #expect(Set(small.rows).isStrictSubset(of: large.rows))
    #expect(LiveSample(of: data, byteBudget: 2_000).rows == small.rows)
    #expect(LiveSample(of: data, byteBudget: 2_000, seed: 2).rows != small.rows)
  }

  @Test func oneRowIsKeptWhateverTheBudget() throws {
    let data = try overconfidentPredictions(rows: 3, classes: 50, seed: 6)
    #expect(LiveSample(of: data, byteBudget: 0).rows.count == 1)
  }

  @Test func impossibleClassesTiesAndHugeLogitsSurvive() throws {
    let scores: [Float] = [
      1, 1, -.infinity, 0.999_99,
      -10_000, 10_000, 9_999.9, 0,
      5, 5, 5, 5,
      -.infinity, 3, -.infinity, -.infinity,
    ]
    let data = try LabeledPredictions(Predictions(scores, columnCount: 4, kind: .logits), labels: [1, 2, 3, 1])
    let unpacked = try LiveSample(of: data).predictions
    #expect(gaps(unpacked, 0)[..<3] == [0, 0, .infinity])
    #expect(gaps(unpacked, 0)[3] > 0)
    #expect(gaps(unpacked, 1)[2] == gaps(data, 1)[2])
    #expect(gaps(unpacked, 2) == [0, 0, 0, 0])
    #expect(gaps(unpacked, 3) == [.infinity, 0, .infinity, .infinity])
  }

  @Test func oneColumnBecomesTwoClasses() throws {
    let data = try LabeledPredictions(Predictions([200, -0.5, 0], columnCount: 1, kind: .logits), labels: [0, 1, 1])
    let unpacked = try LiveSample(of: data).predictions
    #expect(unpacked.classCount == 2)
    #expect(gaps(unpacked, 0) == [200, 0])
    #expect(gaps(unpacked, 1) == [0, 0.5])
    #expect(gaps(unpacked, 2) == [0, 0])
  }

  @Test func weightsAreKeptAndRowsWithoutAnyAreNot() throws {
    let data = try LabeledPredictions(
      Predictions([1, 0, 0, 1, 2, 0], columnCount: 2, kind: .logits),
      labels: [0, 1, 1],
      weights: [0.5, 0, 3]
    )
    let sample = LiveSample(of: data)
    #expect(sample.rows == [0, 2])
    #expect(try sample.predictions.weights == [0.5, 3])
  }

  /// What a page reads: the numbers of the JSON are those of the sample.
  @Test func theJSONHoldsTheSample() throws {
    struct Packed: Decodable {
      let rows: Int
      let classes: Int
      let codes, steps, labelGaps, labels: Data
      let weights: Data?

      enum CodingKeys: String, CodingKey {
        case rows, classes, codes, steps, labels, weights
        case labelGaps = "label_gaps"
      }
    }
    let data = try overconfidentPredictions(rows: 40, classes: 3, seed: 7)
    let sample = LiveSample(of: data)
    let packed = try JSONDecoder().decode(Packed.self, from: Data(sample.json.utf8))
    #expect(packed.rows == 40)
    #expect(packed.classes == 3)
    #expect(packed.codes.count == 240)
    #expect(packed.labelGaps.count == 160)
    #expect(packed.weights == nil)
    let labels = packed.labels.withUnsafeBytes { bytes in
      (0..<40).map { Int32(littleEndian: bytes.load(fromByteOffset: 4 * $0, as: Int32.self)) }
    }
    #expect(labels == data.labels)
    let unpacked = try sample.predictions
    for row in 0..<40 {
      let step = packed.steps.withUnsafeBytes { bytes in
        Float(bitPattern: UInt32(littleEndian: bytes.load(fromByteOffset: 4 * row, as: UInt32.self)))
      }
      for column in 0..<3 where column != labels[row] {
        let code = packed.codes.withUnsafeBytes { bytes in
          UInt16(littleEndian: bytes.load(fromByteOffset: 2 * (3 * row + column), as: UInt16.self))
        }
        #expect(unpacked.predictions.logits(ofRow: row)[column] == -Double(Float(code) * step))
      }
    }
  }

  private func gaps(_ data: LabeledPredictions, _ row: Int) -> [Double] {
    let logits = data.predictions.logits(ofRow: row)
    return logits.map { (logits.max() ?? 0) - $0 }
  }
}
