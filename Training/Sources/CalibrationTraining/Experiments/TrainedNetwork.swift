/// A network as one loss trained it in one regime, with one run for each seed that is finished.
package struct TrainedNetwork: Sendable, Hashable {
  package let regime: String
  package let network: String
  package let loss: String
  /// At least one.
  package let runs: [RunResult]

  /// Groups runs, in the order in which they come.
  static func networks(of runs: [RunResult]) -> [TrainedNetwork] {
    var groups: [[RunResult]] = []
    for run in runs {
      let index = groups.firstIndex {
        $0[0].regime == run.regime && $0[0].network == run.network && $0[0].loss == run.loss
      }
      if let index { groups[index].append(run) } else { groups.append([run]) }
    }
    return groups.map {
      TrainedNetwork(regime: $0[0].regime, network: $0[0].network, loss: $0[0].loss, runs: $0)
    }
  }

  /// A number over the seeds.
  func summary(_ value: (RunResult) -> Double) -> MeanAndDeviation {
    MeanAndDeviation(runs.map(value))
  }

  /// A number of a calibration over the seeds; `nil` where the calibration has none.
  func summary(_ calibration: ReportedCalibration, _ value: (CalibrationResult) -> Double?) -> MeanAndDeviation? {
    let values = runs.flatMap(\.calibrations).filter { $0.calibration == calibration }
      .compactMap(value)
    return values.isEmpty ? nil : MeanAndDeviation(values)
  }

  /// The mean over seeds after each epoch that all of them were evaluated after.
  var curve: [GapPoint] {
    let gaps = Dictionary(grouping: runs.flatMap(\.epochs), by: \.epoch)
    return gaps.filter { $0.value.count == runs.count }.sorted { $0.key < $1.key }.map {
      GapPoint(epoch: $0.key, gaps: $0.value.map(\.gap))
    }
  }
}

/// Calibration on the test part against the generalisation gap, after an epoch: means over seeds.
package struct GapPoint: Sendable, Hashable, Encodable {
  package let epoch: Int
  /// Training accuracy less test accuracy.
  package let accuracyGap: Double
  /// Confidence less accuracy on the test part.
  package let confidenceGap: Double
  /// The mean of its size, which opposite signs do not cancel in.
  package let confidenceGapSize: Double
  /// Expected calibration error on the test part.
  package let ece: Double

  init(epoch: Int, gaps: [GeneralizationGap]) {
    func mean(_ value: (GeneralizationGap) -> Double) -> Double {
      MeanAndDeviation(gaps.map(value)).mean
    }
    self.epoch = epoch
    accuracyGap = mean(\.accuracyGap)
    confidenceGap = mean(\.testConfidenceGap)
    confidenceGapSize = mean { abs($0.testConfidenceGap) }
    ece = mean(\.test.ece)
  }
}
