import TestSupport
import Testing

@testable import Calibration

@Suite struct GroupDifferenceTestTests {
  /// Rows of one group of three are over-confident.
  private func planted(rows: Int, seed: UInt64) throws -> (EvaluatedRows, RowGroups) {
    var generator = SeededGenerator(seed: seed)
    let calibrated = try randomPredictions(rows: rows, classes: 3, temperature: 1, using: &generator)
    let other = try randomPredictions(rows: rows, classes: 3, temperature: 4, using: &generator)
    let data = try LabeledPredictions(
      Predictions(
        (0..<rows).flatMap {
          ($0 % 3 == 1 ? other : calibrated).predictions.scores(ofRow: $0)
        },
        columnCount: 3,
        kind: .logits
      ),
      labels: (0..<rows).map { ($0 % 3 == 1 ? other : calibrated).labels[$0] }
    )
    return (try EvaluatedRows(on: data), RowGroups((0..<rows).map { "group \($0 % 3)" }))
  }

  @Test func thePlantedGroupIsFound() throws {
    let (rows, groups) = try planted(rows: 450, seed: 451)
    let options = try EvaluationOptions(resampleCount: 199)
    let test = try #require(try GroupDifferenceTest(rows, groups: groups, options: options))
    for metric in GroupDifferenceTest.metrics {
      let result = try #require(test[metric])
      #expect(result.pValue == 1.0 / 200, "\(metric)")
      #expect(result.group == "group 1")
      #expect((result.distance > 0) == (metric != .accuracy))
    }
    #expect(test[.kolmogorovSmirnovError] == nil)
  }

  /// Groups that are permuted without looking give p-values that are spread evenly: of 40, at most 40 % are below
  /// 0.2 with a probability above 0.999.
  @Test func groupsThatMeanNothingDoNotDiffer() throws {
    let options = try EvaluationOptions(resampleCount: 39)
    var low = 0
    for seed in 0..<40 {
      var generator = SeededGenerator(seed: UInt64(460 + seed))
      let data = try randomPredictions(rows: 60, classes: 3, using: &generator)
      let test = try GroupDifferenceTest(
        EvaluatedRows(on: data),
        groups: RowGroups((0..<60).map { $0 < 20 ? "a" : "b" }),
        options: options
      )
      if let result = test?[.expectedCalibrationError], result.pValue <= 0.2 { low += 1 }
    }
    #expect(low <= 16)
  }

  /// With as many deals as one likes, the p-value of two groups of accuracy is that of Fisher's exact test, two-sided.
  @Test func accuracyIsFishersExactTest() throws {
    // 7 of 10 right in one group, 2 of 10 in the other: 2 P(X ≥ 7) for a hypergeometric X is 0.0698 (scipy 1.17).
    let isRight = (0..<20).map { $0 < 10 ? $0 < 7 : $0 < 12 }
    let data = try LabeledPredictions(
      Predictions((0..<20).flatMap { _ in [1, 0] }, columnCount: 2, kind: .logits),
      labels: isRight.map { $0 ? 0 : 1 }
    )
    let test = try GroupDifferenceTest(
      EvaluatedRows(on: data),
      groups: RowGroups((0..<20).map { $0 < 10 ? "a" : "b" }),
      options: EvaluationOptions(resampleCount: 20_000)
    )
    let result = try #require(test?[.accuracy])
    // Five standard errors of 20 000 deals.
    #expect(abs(result.pValue - 0.0698) < 5 * 0.0018)
  }

  /// Where all labels of an example are copies of one, they tell no more than one of them.
  @Test func examplesStayWhole() throws {
    let outputs = try Synthetic.outputs(rows: 90, seed: 453)
    let values = outputs.predictions.values
    let groups = (0..<90).map { $0 % 4 == 0 ? "a" : "b" }
    func test(copies: Int) throws -> GroupDifferenceTest? {
      let data = try LabeledPredictions(
        Predictions(
          (0..<90).flatMap { repeatElement(values[3 * $0], count: copies) },
          labelCount: copies,
          kind: .probabilities
        ),
        labels: (0..<90).flatMap { repeatElement(outputs.labels[3 * $0], count: copies) }
      )
      return try GroupDifferenceTest(
        EvaluatedRows(on: data),
        groups: RowGroups(groups.flatMap { repeatElement($0, count: copies) }),
        options: EvaluationOptions(resampleCount: 99)
      )
    }
    let (alone, copied) = (try test(copies: 1), try test(copies: 5))
    for metric in GroupDifferenceTest.metrics {
      let (alone, copied) = (try #require(alone?[metric]), try #require(copied?[metric]))
      #expect(alone.pValue == copied.pValue, "\(metric)")
      #expect(alone.group == copied.group)
      // Sums of some hundred terms in another order.
      #expect(abs(alone.distance - copied.distance) < 1e-9)
    }
  }

  /// The groups of a label are permuted over the same label of other examples: rows that differ by label alone
  /// leave nothing to deal.
  @Test func labelsKeepTheirGroups() throws {
    let data = try Synthetic.outputs(rows: 60, seed: 454)
    let test = try GroupDifferenceTest(
      EvaluatedRows(on: data),
      groups: RowGroups((0..<180).map { "label \($0 % 3)" }),
      options: EvaluationOptions(resampleCount: 19)
    )
    #expect(test?[.brierScore]?.pValue == 1)
  }

  @Test func whatCannotBeTestedIsNot() throws {
    var generator = SeededGenerator(seed: 452)
    let data = try randomPredictions(
      rows: 20,
      classes: 3,
      weights: (0..<20).map { $0 % 2 == 0 ? 1 : 0 },
      using: &generator
    )
    let rows = try EvaluatedRows(on: data)
    #expect(try GroupDifferenceTest(rows, groups: RowGroups([String](repeating: "a", count: 20))) == nil)
    // No row of the second group counts.
    #expect(try GroupDifferenceTest(rows, groups: RowGroups((0..<20).map { "\($0 % 2)" })) == nil)
    #expect(throws: EvaluationError.groupedRows(3, rows: 20)) {
      _ = try GroupDifferenceTest(rows, groups: RowGroups(["a", "b", "c"]))
    }
    let impossible = try EvaluatedRows(of: RulingOutMap(), on: data)
    let test = try GroupDifferenceTest(
      impossible,
      groups: RowGroups((0..<20).map { $0 < 10 ? "a" : "b" }),
      options: EvaluationOptions(resampleCount: 20)
    )
    #expect(test?[.negativeLogLikelihood] == nil && test?[.brierScore] != nil)
  }
}
