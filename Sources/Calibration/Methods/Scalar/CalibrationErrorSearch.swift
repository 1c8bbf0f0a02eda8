import CMath
import CalibrationKernels

/// The search for the (ln T, γ) of least expected calibration error.
///
/// The error jumps as rows change bins, so there are no derivatives to follow. The search starts from
/// the published grid's points (every fifth temperature where there are more than two million
/// scores), the identity and the likelihood's optimum, and refines the best of them by compass
/// search; it is never worse than any of its starts.
struct CalibrationErrorSearch {
  private static let refinedStarts = 8
  private static let smallestStep = 1e-4

  private let data: LabeledPredictions
  private let loss: FittingObjective
  private let rows: EvaluatedRows

  init(_ data: LabeledPredictions, loss: FittingObjective) {
    self.data = data
    self.loss = loss
    self.rows = EvaluatedRows(uncalibrated: data)
  }

  /// The error at a point.
  func value(at point: SIMD2<Double>) -> Double {
    EvaluatedRows(rows, confidences: confidences(at: point)).value(of: loss)
  }

  func minimum(_ freedom: ScalarParameters) -> ScalarFit.Result {
    let uncalibrated = value(at: ScalarFit.identity)
    let likelihood = ScalarFit(freedom: freedom, loss: .negativeLogLikelihood, search: .optimum).fit(to: data)
    if likelihood.warnings.contains(.constantScores) {
      return ScalarFit.Result(
        point: ScalarFit.identity,
        value: uncalibrated,
        uncalibratedValue: uncalibrated,
        warnings: [.constantScores]
      )
    }
    var points = [ScalarFit.identity, likelihood.point] + gridPoints(freedom)
    // Never worse than temperature scaling by the same objective.
    if freedom == .both { points.append(minimum(.temperature).point) }
    let starts = points.map { (point: $0, value: value(at: $0)) }
      .sorted { $0.value < $1.value }
    let refined = starts.prefix(Self.refinedStarts).map { compass(from: $0, freedom) }
    // The list of starts is not empty: it has the identity.
    let best = refined.min { $0.value < $1.value } ?? starts[0]
    return ScalarFit.Result(point: best.point, value: best.value, uncalibratedValue: uncalibrated)
  }

  private func gridPoints(_ freedom: ScalarParameters) -> [SIMD2<Double>] {
    let small = data.rowCount * data.predictions.columnCount <= 1 << 21
    let temperatures =
      freedom.varyingTemperature
      ? ParameterSearch.publishedTemperatures.enumerated()
        .filter { small || $0.offset % 5 == 4 }.map { log($0.element) }
      : [0]
    let gammas = freedom.varyingGamma ? ParameterSearch.publishedGammas : [0]
    return temperatures.flatMap { temperature in gammas.map { SIMD2(temperature, $0) } }
  }

  /// Tries a step up and down in each variable and halves the steps where none helps.
  private func compass(
    from start: (point: SIMD2<Double>, value: Double),
    _ freedom: ScalarParameters
  ) -> (point: SIMD2<Double>, value: Double) {
    var best = start
    var axes: [SIMD2<Double>] = []
    if freedom.varyingTemperature { axes += [SIMD2(1, 0), SIMD2(-1, 0)] }
    if freedom.varyingGamma { axes += [SIMD2(0, 1), SIMD2(0, -1)] }
    var step = 0.1
    while step >= Self.smallestStep {
      var improved = false
      for axis in axes {
        let unit = SIMD2(1, 1 + abs(best.point.y))
        let point = (best.point + step * axis * unit)
          .clamped(lowerBound: ScalarFit.low, upperBound: ScalarFit.high)
        let value = value(at: point)
        if value < best.value {
          best = (point, value)
          improved = true
        }
      }
      if !improved { step /= 2 }
    }
    return best
  }

  private func confidences(at point: SIMD2<Double>) -> [Double] {
    let scratchCount = ck_scratch_count(data.classCount)
    return [Double](unsafeUninitializedCapacity: data.rowCount) { confidences, count in
      nonisolated(unsafe) let confidences = confidences
      data.predictions.blocks.run { rows in
        defer { data.predictions.finishedReading(rows) }
        data.predictions.withKernelScores { scores in
          withUnsafeTemporaryAllocation(of: Double.self, capacity: scratchCount) { scratch in
            ck_confidence(
              scores,
              rows.lowerBound,
              rows.count,
              exp(-point.x),
              point.y,
              confidences.baseAddress.map { $0 + rows.lowerBound },
              scratch.baseAddress
            )
          }
        }
      }
      count = data.rowCount
    }
  }
}

extension EvaluatedRows {
  /// The same rows under a map that keeps the order of the classes but moves the confidences; only
  /// what depends on these holds.
  fileprivate init(_ rows: EvaluatedRows, confidences: [Double]) {
    self = rows
    self.confidences = confidences
  }
}
