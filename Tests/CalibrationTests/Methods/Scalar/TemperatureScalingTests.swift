import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct TemperatureScalingTests {
  @Test func standardErrorsAreThoseOfRepeatedSamples() throws {
    // The spread of T over samples, against the error each claims; 60 samples know a standard
    // deviation to about 10 %, so 40 % is four of its errors.
    let truth = try TemperatureMap(temperature: 1.5)
    let fits = try (0..<60).map { seed in
      try TemperatureScaling().fit(to: Synthetic.labeled(by: truth, rows: 400, classes: 3, seed: UInt64(100 + seed)))
    }
    let temperatures = fits.map(\.map.temperature)
    let mean = temperatures.reduce(0, +) / 60
    let spread = (temperatures.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 59).squareRoot()
    let claimed = try fits.map { try #require($0.parameters[0].standardError) }.reduce(0, +) / 60
    #expect(abs(claimed / spread - 1) < 0.4)
  }

  @Test func theEdgeOfThePublishedGridIsSaid() throws {
    // Logits ten times too large: T = 10 or so, beyond the grid's 5.
    let base = try Synthetic.labeled(temperature: 1.5, rows: 200, classes: 3, seed: 40)
    let scores = (0..<200).flatMap { base.predictions.scores(ofRow: $0).map { $0 * 10 } }
    let data = try LabeledPredictions(Predictions(scores, columnCount: 3, kind: .logits), labels: base.labels)
    let grid = try TemperatureScaling(search: .publishedGrid).fit(to: data)
    #expect(grid.warnings.contains { if case .onBound("temperature", _) = $0 { true } else { false } })
    #expect(try TemperatureScaling().fit(to: data).warnings.isEmpty)
  }

  @Test func scoresThatMisleadAreFlattened() throws {
    // The label is always the smallest score: the best temperature is the largest allowed.
    let data = try LabeledPredictions(
      Predictions([4, 2, 0, 0, 5, 1, 0, 1, 3], columnCount: 3, kind: .logits),
      labels: [2, 0, 0]
    )
    let fit = try TemperatureScaling().fit(to: data)
    #expect(fit.map.temperature == exp(8))
    #expect(fit.warnings.contains(.onBound(parameter: "temperature", value: exp(8))))
    #expect(abs(fit.value - log(3)) < 0.01)
  }

  @Test func probabilitiesOfExactlyZeroAndOneAreCounted() throws {
    let fit = try TemperatureScaling().fit(to: AwkwardData.zeroProbabilities())
    #expect(fit.warnings.contains(.zeroProbabilities(count: 4)))
    // The last row calls its own label impossible.
    #expect(fit.warnings.contains(.zeroLabelProbabilities(count: 1)))
    #expect(fit.value.isFinite)
  }
}
