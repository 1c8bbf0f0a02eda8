import Foundation
import Testing

@testable import Calibration

@Suite struct LinearSearchTests {
  private let penalty = RidgePenalty(diagonal: 0.01, offDiagonal: 0.05, intercept: 0.01)

  private func search(
    _ data: LabeledPredictions,
    _ penalty: RidgePenalty
  ) -> LinearSearch<MatrixRows<Double>> {
    let features = TemperedFeatures(temperature: 1.5, smoothing: 0.01)
    let floor = features.floor(classCount: data.classCount)
    return LinearSearch(likelihood: LinearLikelihood(data, features), penalty: penalty) {
      MatrixRows(transposed: $0, intercept: $1, floor: floor)
    }
  }

  private func data(rows: Int, classes: Int) throws -> LabeledPredictions {
    try Synthetic.labeled(
      by: TemperatureMap(temperature: 2),
      rows: rows,
      classes: classes,
      seed: UInt64(rows + classes)
    )
  }

  private func identity(_ classes: Int) -> [Double] {
    (0..<(classes * classes)).map { $0.isMultiple(of: classes + 1) ? 1 : 0 }
  }

  /// What a search in double precision alone finds.
  @Test(arguments: [(30, 2), (400, 5), (700, 17)])
  func singlePrecisionOnTheWayDoesNotChangeTheOptimum(rows: Int, classes: Int) throws {
    let search = search(try data(rows: rows, classes: classes), penalty)
    let zero = [Double](repeating: 0, count: classes)
    let found = search.optimum(fromWeights: identity(classes), intercept: zero)
    func evaluate(_ variables: [Double]) -> LBFGS.Evaluation {
      let weights = Array(variables.dropLast(classes))
      let intercept = Array(variables.suffix(classes))
      var mean = search.likelihood.evaluate(search.rows(weights, intercept))
      penalty.addGradient(atWeights: weights, intercept: intercept, to: &mean)
      let value = mean.value + penalty.value(weights: weights, intercept: intercept)
      return (value, mean.weights + mean.intercept)
    }
    let exact = LBFGS().minimise(from: identity(classes) + zero, evaluate)
    #expect(found.converged && exact.converged)
    #expect(found.value == evaluate(found.weights + found.intercept).value)
    // Tolerances of 1e-13 in different metrics; the least curvature is twice the penalty.
    #expect(abs(found.value - exact.value) < 1e-11)
    for (left, right) in zip(found.weights + found.intercept, exact.point) {
      #expect(abs(left - right) < 1e-4)
    }
  }

  @Test func isTheSameForAnyNumberOfThreads() throws {
    let search = search(try data(rows: 1_000, classes: 6), penalty)
    let bits = [1, 2, 3, 7].map { limit in
      Workers.$limit.withValue(limit) {
        let found = search.optimum(
          fromWeights: identity(6),
          intercept: [Double](repeating: 0, count: 6)
        )
        return found.weights + found.intercept + [found.value]
      }
    }
    #expect(Set(bits).count == 1)
  }

  /// Single precision must not accept a step that rounding alone makes look good.
  @Test func neverRisesFromAnOptimum() throws {
    let search = search(try data(rows: 300, classes: 4), penalty)
    let first = search.optimum(
      fromWeights: identity(4),
      intercept: [Double](repeating: 0, count: 4)
    )
    let second = search.optimum(from: first)
    #expect(second.value <= first.value)
  }
}
