import TestSupport
import Testing

@testable import Calibration

@Suite struct MultipleComparisonTests {
  let evaluations: [Evaluation]

  init() throws {
    var generator = SeededGenerator(seed: 441)
    let data = try randomPredictions(rows: 400, classes: 4, temperature: 2, using: &generator)
    let options = try EvaluationOptions(resampleCount: 400)
    evaluations = try [1, 2.01, 2, 4].map {
      try Evaluation(of: FocalTemperatureMap(temperature: $0, gamma: 0), on: data, options: options)
    }
  }

  @Test func theBestAndWhatIsTiedWithItAreFound() throws {
    let comparison = try MultipleComparison(.negativeLogLikelihood, of: evaluations)
    let values = comparison.order.map { evaluations[$0][.negativeLogLikelihood].value }
    #expect(values == values.sorted())
    #expect(comparison.best == [comparison.order[0]])
    // T = 2 is the truth; T = 2.01 is nearly so.
    #expect(comparison.best.union(comparison.tied) == [1, 2])
    #expect(comparison.differ(0, 1) && comparison.differ(3, 2) && !comparison.differ(1, 2))
  }

  @Test func pValuesAreThoseOfAllPairsAdjusted() throws {
    let comparison = try MultipleComparison(.brierScore, of: evaluations)
    var pValues: [Double] = []
    var adjusted: [Double] = []
    for first in 0..<4 {
      #expect(comparison.pValue(first, first) == 1)
      for second in (first + 1)..<4 {
        let pair = try PairedComparison(.brierScore, of: evaluations[second], against: evaluations[first])
        #expect(comparison.pValue(first, second) == pair.pValue)
        #expect(comparison.pValue(second, first) == pair.pValue)
        pValues.append(pair.pValue)
        adjusted.append(comparison.adjustedPValue(second, first))
      }
    }
    #expect(adjusted == MultiplicityCorrection.holm.adjusted(pValues))
  }

  @Test func nothingIsBestWhereAllAreEqualOrNothingIsBetter() throws {
    let equal = try MultipleComparison(.accuracy, of: evaluations)
    #expect(equal.best.isEmpty && equal.tied.isEmpty)
    let confidence = try MultipleComparison(.meanConfidence, of: evaluations)
    #expect(confidence.best.isEmpty && confidence.tied.isEmpty)
    let alone = try MultipleComparison(.brierScore, of: [evaluations[0]])
    #expect(alone.order == [0] && alone.best.isEmpty)
  }

  @Test func aHigherAUROCIsBetter() throws {
    let order = Metric.confidenceAUROC.order(of: evaluations)
    let values = order.map { evaluations[$0][.confidenceAUROC].value }
    #expect(values == values.sorted(by: >))
  }

  @Test func theLevelItselfIsADifference() throws {
    let comparison = try MultipleComparison(
      .brierScore,
      of: evaluations,
      correction: .none
    ) { first, _ in first == 0 ? 0.05 : 0.0501 }
    #expect(comparison.differ(0, 3) && !comparison.differ(1, 3))
  }
}
