import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct LinearSearchTests {
  private let penalty = RidgePenalty(diagonal: 0.01, offDiagonal: 0.05, intercept: 0.01)

  private func search(_ data: LabeledPredictions, _ penalty: RidgePenalty) -> LinearSearch<MatrixRows<Double>> {
    let features = TemperedFeatures(temperature: 1.5, smoothing: 0.01)
    let floor = features.floor(classCount: data.classCount)
    return LinearSearch(likelihood: LinearLikelihood(data, features), penalty: penalty) {
      MatrixRows($0, floor: floor)
    }
  }

  private func data(rows: Int, classes: Int) throws -> LabeledPredictions {
    let seed = UInt64(rows + classes)
    return try Synthetic.labeled(temperature: 2, rows: rows, classes: classes, seed: seed)
  }

  private func identity(_ classes: Int) -> LinearCoefficients {
    var identity = LinearCoefficients(weightCount: classes * classes, classCount: classes)
    for index in identity.diagonal { identity.all[index] = 1 }
    return identity
  }

  /// What a search in double precision alone finds.
  @Test(arguments: [(30, 2), (400, 5), (700, 17)])
  func singlePrecisionOnTheWayDoesNotChangeTheOptimum(rows: Int, classes: Int) throws {
    let search = search(try data(rows: rows, classes: classes), penalty)
    let found = search.optimum(from: identity(classes))
    func evaluate(_ variables: [Double]) -> LBFGS.Evaluation {
      let point = LinearCoefficients(variables, classCount: classes)
      var mean = search.likelihood.evaluate(search.rows(point))
      penalty.addGradient(at: point, to: &mean.coefficients)
      return (mean.value + penalty.value(at: point), mean.coefficients.all)
    }
    let exact = LBFGS().minimise(from: identity(classes).all, evaluate)
    #expect(found.converged && exact.converged)
    #expect(found.value == evaluate(found.coefficients.all).value)
    // Tolerances of 1e-13 in different metrics; the least curvature is twice the penalty.
    #expect(abs(found.value - exact.value) < 1e-11)
    for (left, right) in zip(found.coefficients.all, exact.point) {
      #expect(abs(left - right) < 1e-4)
    }
  }

  @Test func isTheSameForAnyNumberOfThreads() throws {
    let search = search(try data(rows: 1_000, classes: 6), penalty)
    let bits = [1, 2, 3, 7].map { limit in
      Workers.$limit.withValue(limit) {
        let found = search.optimum(from: identity(6))
        return found.coefficients.all + [found.value]
      }
    }
    #expect(Set(bits).count == 1)
  }

  /// Single precision must not accept a step that rounding alone makes look good.
  @Test func neverRisesFromAnOptimum() throws {
    let search = search(try data(rows: 300, classes: 4), penalty)
    let first = search.optimum(from: identity(4))
    let second = search.optimum(from: first.coefficients)
    #expect(second.value <= first.value)
  }
}
