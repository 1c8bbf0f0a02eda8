import BenchmarkSupport
import Calibration

/// How often tests reject, at a level of 5 %, what is true.
struct ErrorRates {
  let model: SimulatedModel
  let rowCount: Int
  let trialCount: Int
  /// One less than a multiple of 20, so that p-values can be exactly 0.05.
  let permutationCount: Int

  private static let level = 0.05
  private static let metrics: [Metric] = [
    .negativeLogLikelihood, .brierScore, .accuracy, .expectedCalibrationError,
    .classwiseCalibrationError, .debiasedCalibrationError,
  ]

  /// All tests, as a Markdown table.
  func table() throws -> String {
    var lines = [
      "| hypothesis that holds | metric | paired bootstrap | permutation |",
      "| --- | --- | ---: | ---: |",
    ]
    lines += try exchangeableMaps()
    lines += try opposedMaps(by: .negativeLogLikelihood)
    lines += try opposedMaps(by: .expectedCalibrationError)
    lines += try bestOfSix()
    lines += try groups()
    lines += try kernelTest()
    lines.append(try consistencyTest())
    lines += try dependentLabels()
    return lines.joined(separator: "\n")
  }

  private var options: EvaluationOptions {
    get throws { try EvaluationOptions(resampleCount: permutationCount) }
  }

  private func rate(_ pValues: [Double]) -> String { Rate(pValues.map { $0 <= Self.level }).text }

  /// Two models with noise of the same kind.
  private func exchangeableMaps() throws -> [String] {
    let pValues = try Trials.map(trialCount) { trial in
      let pair = try model.draw(rowCount: rowCount, trial: trial, noise: [0.5, 0.5])
      return try self.pValues(.init(on: pair[0]), .init(on: pair[1]), Self.metrics)
    }
    return Self.metrics.indices.map { index in
      "| exchangeable models | \(Self.metrics[index].name) | "
        + "\(rate(pValues.map { $0[index].bootstrap })) | "
        + "\(rate(pValues.map { $0[index].permutation })) |"
    }
  }

  /// One model too confident, the other not confident enough, and a metric the same for both.
  private func opposedMaps(by metric: Metric) throws -> [String] {
    let high = try FocalTemperatureMap(temperature: 0.6, gamma: 0)
    let low = try opposite(of: high, metric)
    let pValues = try Trials.map(trialCount) { trial in
      let data = try model.draw(rowCount: rowCount, trial: trial)[0]
      return try self.pValues(.init(high, on: data), .init(low, on: data), [metric])[0]
    }
    return [
      "| same \(metric.name), T = 0.6 and \(low.temperature.fixed(3)) "
        + "| \(metric.name) | \(rate(pValues.map(\.bootstrap))) | "
        + "\(rate(pValues.map(\.permutation))) |"
    ]
  }

  /// The temperature above 1 at which a metric is as high as under a map, on very many rows.
  private func opposite(of map: FocalTemperatureMap, _ metric: Metric) throws -> FocalTemperatureMap {
    let data = try model.draw(rowCount: 500_000, trial: SimulatedModel.populationTrial)[0]
    func value(_ map: FocalTemperatureMap) throws -> Double {
      let rows = try EvaluatedRows(of: map, on: data)
      return metric == .negativeLogLikelihood
        ? rows.negativeLogLikelihood : try rows.expectedCalibrationError()
    }
    let goal = try value(map)
    var (low, high) = (1.0, 10.0)
    while high - low > 1e-5 {
      let middle = (low + high) / 2
      let map = try FocalTemperatureMap(temperature: middle, gamma: 0)
      if try value(map) < goal { low = middle } else { high = middle }
    }
    return try FocalTemperatureMap(temperature: low, gamma: 0)
  }

  private func pValues(
    _ first: MappedPredictions,
    _ second: MappedPredictions,
    _ metrics: [Metric]
  ) throws -> [(bootstrap: Double, permutation: Double)] {
    let evaluations = try [first, second].map { try $0.evaluation(options: options) }
    let permutation = try PairedPermutationTest(first, against: second, options: options)
    return try metrics.map {
      (try PairedComparison($0, of: evaluations[0], against: evaluations[1]).pValue, permutation.pValue($0))
    }
  }

  /// How often even one of six exchangeable models is distinguishable from the best of them; a tenth of the trials, since
  /// each is six evaluations.
  private func bestOfSix() throws -> [String] {
    let metrics: [Metric] = [.negativeLogLikelihood, .expectedCalibrationError]
    let isDistinguished = try Trials.map(max(trialCount / 10, 1)) { trial in
      let data = try model.draw(rowCount: rowCount, trial: trial, noise: [Double](repeating: 0.5, count: 6))
      // The smallest p-value, times 15 pairs, is below 0.05.
      let options = try EvaluationOptions(resampleCount: 799)
      let evaluations = try data.map { try Evaluation(on: $0, options: options) }
      return try metrics.map { metric in
        let comparison = try MultipleComparison(metric, of: evaluations)
        let best = comparison.order[0]
        let againstBest = comparison.order.dropFirst().map { comparison.pValue(best, $0) }
        return (
          againstBest: MultiplicityCorrection.holm.adjusted(againstBest)
            .contains { $0 <= Self.level },
          allPairs: comparison.tied.count + comparison.best.count < 6
        )
      }
    }
    return metrics.indices.flatMap { index in
      [
        "| six exchangeable models: none distinguishable from the best, Holm over 15 pairs | "
          + "\(metrics[index].name) | \(Rate(isDistinguished.map { $0[index].allPairs }).text) | |",
        "| the same, Holm over the 5 pairs with the best | "
          + "\(metrics[index].name) | \(Rate(isDistinguished.map { $0[index].againstBest }).text) | |",
      ]
    }
  }

  /// Four groups of 10, 20, 30 and 40 % of the rows that mean nothing.
  private func groups() throws -> [String] {
    let map = try FocalTemperatureMap(temperature: 0.7, gamma: 0)
    let groups = RowGroups((0..<rowCount).map { String([0, 1, 1, 2, 2, 2, 3, 3, 3, 3][$0 % 10]) })
    let pValues = try Trials.map(trialCount) { trial in
      let rows = try EvaluatedRows(of: map, on: model.draw(rowCount: rowCount, trial: trial)[0])
      let test = try GroupDifferenceTest(rows, groups: groups, options: options)
      return GroupDifferenceTest.metrics.map { test?[$0]?.pValue ?? 1 }
    }
    return GroupDifferenceTest.metrics.enumerated().map { index, metric in
      "| groups do not differ (T = 0.7) | \(metric.name) | | \(rate(pValues.map { $0[index] })) |"
    }
  }

  /// The SKCE test on a calibrated model: over all pairs, and within blocks.
  private func kernelTest() throws -> [String] {
    try [rowCount, rowCount / 10].map { blockSize in
      let pValues = try Trials.map(trialCount) { trial in
        try SquaredKernelCalibrationError(
          on: model.draw(rowCount: rowCount, trial: trial)[0],
          blockSize: blockSize,
          options: options
        ).pValue
      }
      let pairs = blockSize == rowCount ? "all pairs" : "blocks of \(blockSize)"
      return "| calibrated: \(pairs), wild bootstrap | SKCE | \(rate(pValues)) | |"
    }
  }

  /// The consistency test on a calibrated model, which draws outcomes anew.
  private func consistencyTest() throws -> String {
    let pValues = try Trials.map(trialCount) { trial in
      let rows = try EvaluatedRows(on: model.draw(rowCount: rowCount, trial: trial)[0])
      return ConsistencyTest(rows, options: try options).pValue
    }
    return "| calibrated: consistency resampling | ECE | \(rate(pValues)) | |"
  }

  /// Both tests of calibration on independent outputs of calibrated models whose labels depend on each other.
  private func dependentLabels() throws -> [String] {
    try DependentLabels.all(seed: model.seed).flatMap { labels in
      let pValues = try Trials.map(trialCount) { trial in
        let data = try labels.draw(trial: trial)
        return (
          kernel: try SquaredKernelCalibrationError(on: data, options: options).pValue,
          consistency: ConsistencyTest(try EvaluatedRows(on: data), options: try options).pValue
        )
      }
      return [
        "| calibrated: \(labels.name), wild bootstrap | SKCE | \(rate(pValues.map(\.kernel))) | |",
        "| the same | ECE | \(rate(pValues.map(\.consistency))) | |",
      ]
    }
  }
}
