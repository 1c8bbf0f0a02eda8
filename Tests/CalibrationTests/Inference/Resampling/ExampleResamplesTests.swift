import TestSupport
import Testing

@testable import Calibration

@Suite struct ExampleResamplesTests {
  @Test func rowsAreDrawnAsOftenAsTheirExample() {
    let examples = BootstrapResamples(rowCount: 20, weights: nil, count: 18, seed: 3)
    let rows = ExampleResamples(examples: examples, labelCount: 4)
    #expect(rows.count == 18 && rows.batchCount == examples.batchCount)
    let lanes = BootstrapResamples.lanes
    for batch in 0..<rows.batchCount {
      let (all, each) = (rows.counts(ofBatch: batch), examples.counts(ofBatch: batch))
      #expect(all.count == 4 * each.count)
      for row in 0..<80 {
        let (place, example) = (row * lanes, row / 4 * lanes)
        #expect(all[place..<(place + lanes)] == each[example..<(example + lanes)])
      }
    }
  }

  /// Copies of one label add nothing to what is known: intervals and p-values stay.
  @Test(arguments: [IntervalMethod.percentile, .bca])
  func copiesOfALabelAreNoEvidence(interval: IntervalMethod) throws {
    let single = try Synthetic.outputs(shifts: [0.1], rows: 300, seed: 831)
    let copies = try LabeledPredictions(
      Predictions(
        single.predictions.values.flatMap { repeatElement($0, count: 4) },
        labelCount: 4,
        kind: .probabilities
      ),
      labels: single.labels.flatMap { repeatElement($0, count: 4) }
    )
    let options = try EvaluationOptions(resampleCount: 60, interval: interval)
    let (one, four) = try (Evaluation(on: single, options: options), Evaluation(on: copies, options: options))
    for metric in [Metric.negativeLogLikelihood, .brierScore, .expectedCalibrationError] {
      // Sums of four times as many terms.
      #expect(abs(one[metric].interval.lower - four[metric].interval.lower) < 1e-10, "\(metric)")
      #expect(abs(one[metric].interval.upper - four[metric].interval.upper) < 1e-10, "\(metric)")
    }
    let map = try TemperatureMap(temperature: 1.2)
    let tests = try [single, copies].map { data in
      try PairedPermutationTest(
        MappedPredictions(map, on: data),
        against: MappedPredictions(on: data),
        options: options
      )
    }
    #expect(tests[0].pValue(.brierScore) == tests[1].pValue(.brierScore))
  }

  @Test func examplesWithoutWeightAreNotDrawn() throws {
    let data = try Synthetic.outputs(rows: 10, seed: 832)
    let weighted = try LabeledPredictions(
      data.predictions,
      labels: data.labels,
      weights: (0..<30).map { $0 / 3 == 4 ? 0 : Double($0 % 3) }
    )
    let rows = try EvaluatedRows(on: weighted)
    let counts = rows.bootstrapResamples(try EvaluationOptions(resampleCount: 16)).counts(ofBatch: 0)
    let lanes = BootstrapResamples.lanes
    #expect(counts[(12 * lanes)..<(15 * lanes)].allSatisfy { $0 == 0 })
    let drawn = counts.reduce(0) { $0 + Int($1) }
    #expect(drawn == 16 * 9 * 3)
  }
}
