import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct FocalTemperatureScalingTests {
  @Test func recoversTheMapThatMadeTheLabels() throws {
    let truth = try FocalTemperatureMap(temperature: 1.8, gamma: 1.2)
    let data = try Synthetic.labeled(by: truth, rows: 20_000, classes: 4, seed: 1)
    let fit = try FocalTemperatureScaling().fit(to: data)
    // The optimum of a well specified model lies within a few standard errors of the truth.
    let temperature = try #require(fit.parameters[0].standardError)
    let gamma = try #require(fit.parameters[1].standardError)
    #expect(abs(fit.map.temperature - 1.8) < 4 * temperature)
    #expect(abs(fit.map.gamma - 1.2) < 4 * gamma)
    #expect(fit.warnings.isEmpty)
  }

  /// Small samples have several local optima, some of them at γ = −1.
  @Test(arguments: [FittingObjective.negativeLogLikelihood, .brier], UInt64(0)..<6)
  func noPointOfTheGridIsBetterThanTheOptimum(_ objective: FittingObjective, seed: UInt64) throws {
    let data = try Synthetic.labeled(
      by: FocalTemperatureMap(temperature: [0.8, 2, 4][Int(seed % 3)], gamma: Double(seed) - 0.9),
      rows: 120,
      classes: 4,
      seed: seed
    )
    let optimum = try FocalTemperatureScaling(objective: objective).fit(to: data)
    let grid = try FocalTemperatureScaling(objective: objective, search: .publishedGrid)
      .fit(to: data)
    #expect(optimum.value <= grid.value)
    // The grid's choice is one of its points.
    #expect(ParameterSearch.publishedGammas.contains(grid.map.gamma))
    #expect(abs((grid.map.temperature * 20).rounded() - grid.map.temperature * 20) < 1e-9)
  }

  @Test func calibrationErrorIsNoWorseThanOnThePublishedGrid() throws {
    let data = try Synthetic.labeled(temperature: 2.2, rows: 300, classes: 3, seed: 4)
    for objective in [FittingObjective.expectedCalibrationError, .adaptiveCalibrationError] {
      let found = try FocalTemperatureScaling(objective: objective).fit(to: data)
      let grid = try FocalTemperatureScaling(objective: objective, search: .publishedGrid)
        .fit(to: data)
      #expect(found.value <= grid.value)
    }
  }

  @Test(arguments: FittingObjective.allCases)
  func theValueIsThatOfTheMap(_ objective: FittingObjective) throws {
    let data = try Synthetic.labeled(temperature: 1.7, rows: 500, classes: 4, seed: 2)
    let fit = try FocalTemperatureScaling(objective: objective).fit(to: data)
    try expectValue(of: fit, by: objective, on: data)
  }

  @Test func weightsCountRows() throws {
    let (weighted, repeated) = try AwkwardData.weightedAndRepeated(rowCount: 200)
    let a = try FocalTemperatureScaling().fit(to: weighted)
    let b = try FocalTemperatureScaling().fit(to: repeated)
    // Both stop within 1e-13 of the least value, which leaves about 1e-6 in the parameters.
    #expect(abs(a.map.temperature - b.map.temperature) < 1e-5)
    #expect(abs(a.value - b.value) < 1e-12)
    let errors = zip(a.parameters, b.parameters)
    for (left, right) in errors {
      let one = try #require(left.standardError)
      let other = try #require(right.standardError)
      #expect(abs(one / other - 1) < 1e-4)
    }
  }

  @Test func sameBitsWhateverTheNumberOfThreads() throws {
    let data = try Synthetic.labeled(temperature: 1.6, rows: 6_000, classes: 10, seed: 8)
    let values = try [1, 2, 3, 7].map { limit in
      try Workers.$limit.withValue(limit) {
        let fit = try FocalTemperatureScaling().fit(to: data)
        return [fit.map.temperature, fit.map.gamma, fit.value]
      }
    }
    #expect(Set(values).count == 1)
  }

  @Test func kindsOfScoresAgree() throws {
    let fits = try AwkwardData.kindsOfScores().map { try FocalTemperatureScaling().fit(to: $0).map }
    // Rounding to Float moves each logit by about 1e-7 of its size.
    #expect(abs(fits[1].temperature - fits[0].temperature) < 1e-5)
    #expect(abs(fits[2].temperature - fits[0].temperature) < 1e-5)
    #expect(abs(fits[2].gamma - fits[0].gamma) < 1e-4)
  }

  @Test func largeDataAreFittedToTheSameOptimum() throws {
    // More than a million scores take the single-precision path first; a cut in two does not.
    let data = try Synthetic.labeled(
      by: FocalTemperatureMap(temperature: 1.4, gamma: 0.8),
      rows: 11_000,
      classes: 100,
      seed: 21
    )
    let fit = try FocalTemperatureScaling().fit(to: data)
    let objective = FocalTemperatureObjective(data, loss: .negativeLogLikelihood, varyingGamma: true)
    let model = objective.evaluate(at: SIMD2(log(fit.map.temperature), fit.map.gamma), .double)
    #expect(abs(model.value - fit.value) < 1e-12)
    // At the optimum the gradient vanishes but for what the stopping rule leaves.
    #expect(abs(model.gradient.x) < 1e-6)
    #expect(abs(model.gradient.y) < 1e-6)
  }

  @Test func meaninglessStandardErrorsAreLeftOut() throws {
    let separable = try LabeledPredictions(
      Predictions((0..<60).map { $0 % 3 == ($0 / 3) % 3 ? 9 : 0 }, columnCount: 3, kind: .logits),
      labels: (0..<20).map { Int32($0 % 3) }
    )
    let fit = try FocalTemperatureScaling().fit(to: separable)
    for parameter in fit.parameters {
      if let error = parameter.standardError { #expect(error < 101) }
    }
  }

  @Test(arguments: FittingObjective.allCases)
  func constantScoresLeaveTheIdentityAndSaySo(_ objective: FittingObjective) throws {
    let data = try LabeledPredictions(
      Predictions([Float](repeating: 2, count: 60), columnCount: 3, kind: .logits),
      labels: (0..<20).map { Int32($0 % 3) }
    )
    let fit = try FocalTemperatureScaling(objective: objective).fit(to: data)
    #expect(fit.map == (try FocalTemperatureMap(temperature: 1, gamma: 0)))
    #expect(fit.warnings.contains(.constantScores))
  }

  @Test func oneRowOneLabelIdenticalRows() throws {
    let one = try LabeledPredictions(Predictions([1, 2, 0.5], columnCount: 3, kind: .logits), labels: [0])
    let oneFit = try FocalTemperatureScaling().fit(to: one)
    #expect(oneFit.value.isFinite && oneFit.value <= oneFit.uncalibratedValue)
    #expect(oneFit.warnings.contains(.singleLabel(0)))

    // Forty equal rows, right in thirty: many pairs (T, γ) give the probability 0.75.
    let scores: [Float] = (0..<80).map { $0.isMultiple(of: 2) ? 3 : 0 }
    let same = try LabeledPredictions(
      Predictions(scores, columnCount: 2, kind: .logits),
      labels: (0..<40).map { $0 < 30 ? 0 : 1 }
    )
    let fit = try FocalTemperatureScaling().fit(to: same)
    let p = try fit.map.probabilities(forLogits: [3, 0])
    #expect(abs(p[0] - 0.75) < 1e-5)
    #expect(fit.warnings.contains(.notIdentified))
    #expect(fit.parameters.allSatisfy { $0.standardError == nil })
  }

  @Test func binaryAsOneColumnEqualsTwo() throws {
    let (one, two) = try AwkwardData.oneColumnAndTwo()
    let a = try FocalTemperatureScaling().fit(to: one).map
    let b = try FocalTemperatureScaling().fit(to: two).map
    #expect(abs(a.temperature - b.temperature) < 1e-4)
    #expect(abs(a.gamma - b.gamma) < 1e-3)
  }
}
