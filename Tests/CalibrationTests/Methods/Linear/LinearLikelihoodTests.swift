import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct LinearLikelihoodTests {
  struct Case: Sendable, CustomStringConvertible {
    var classes: Int
    var gamma: Double?
    var temperature: Double
    var smoothing: Double

    var description: String { "K=\(classes) γ=\(gamma ?? 0) T=\(temperature) ε=\(smoothing)" }
  }

  static let cases: [Case] = [2, 3, 8, 21].flatMap { classes in
    [nil, 0, 1.7, -0.6, -0.98, 15].map {
      Case(classes: classes, gamma: $0, temperature: 1.4, smoothing: 0.01)
    } + [Case(classes: classes, gamma: 2, temperature: 0.05, smoothing: 0)]
  }

  private func objective(_ c: Case, weighted: Bool = true) throws -> LinearLikelihood {
    let seed = UInt64(c.classes)
    let data = try Synthetic.labeled(temperature: 2, rows: 60, classes: c.classes, seed: seed)
    let weighted = try LabeledPredictions(
      data.predictions,
      labels: data.labels,
      weights: weighted ? (0..<60).map { Double($0 % 4) / 2 } : nil
    )
    return LinearLikelihood(weighted, TemperedFeatures(temperature: c.temperature, smoothing: c.smoothing))
  }

  private func point(_ classes: Int) -> (diagonal: [Double], intercept: [Double]) {
    var generator = SeededGenerator(seed: 3)
    return (
      (0..<classes).map { _ in Double.random(in: 0.5...1.5, using: &generator) },
      (0..<classes).map { _ in Double.random(in: -1...1, using: &generator) }
    )
  }

  @Test(arguments: cases)
  func theGradientIsThatOfTheValue(_ c: Case) throws {
    let objective = try objective(c)
    let (diagonal, intercept) = point(c.classes)
    let exact = objective.evaluate(DiagonalRows(diagonal: diagonal, intercept: intercept), gamma: c.gamma)
    // Fourth-order differences: truncation is about step⁴, rounding about 1e-16 · value / step.
    func difference(_ step: Double, _ value: (Double) -> Double) -> Double {
      (8 * (value(step) - value(-step)) - (value(2 * step) - value(-2 * step))) / (12 * step)
    }
    let tolerance = 1e-8 * max(1, abs(exact.value))
    for index in [0, c.classes - 1] {
      let byFactor = difference(2e-4) { step in
        var moved = diagonal
        moved[index] += step
        return objective.evaluate(DiagonalRows(diagonal: moved, intercept: intercept), gamma: c.gamma).value
      }
      #expect(abs(exact.coefficients.weights[index] - byFactor) < 10 * tolerance)
      let byShift = difference(2e-4) { step in
        var moved = intercept
        moved[index] += step
        return objective.evaluate(DiagonalRows(diagonal: diagonal, intercept: moved), gamma: c.gamma).value
      }
      #expect(abs(exact.coefficients.intercept[index] - byShift) < tolerance)
    }
    if let gamma = c.gamma {
      let byGamma = difference(2e-4 * (1 + gamma)) { step in
        objective.evaluate(DiagonalRows(diagonal: diagonal, intercept: intercept), gamma: gamma + step).value
      }
      #expect(abs(exact.gamma - byGamma) < tolerance / (1 + gamma))
    }
  }

  @Test(arguments: cases)
  func theValueIsThatOfTheMap(_ c: Case) throws {
    let objective = try objective(c, weighted: false)
    let (diagonal, intercept) = point(c.classes)
    let value = objective.evaluate(DiagonalRows(diagonal: diagonal, intercept: intercept), gamma: c.gamma).value
    let map = try StructuredVectorMap(
      temperature: c.temperature,
      smoothing: c.smoothing,
      diagonal: diagonal,
      intercept: intercept,
      gamma: c.gamma ?? 0
    )
    let rows = try EvaluatedRows(of: map, on: objective.data)
    #expect(abs(value - rows.negativeLogLikelihood) < 1e-12 * max(1, value))
  }

  @Test func noFocalMapAndGammaZeroAgree() throws {
    let objective = try objective(Self.cases[3])
    let (diagonal, intercept) = point(objective.data.classCount)
    let plain = objective.evaluate(DiagonalRows(diagonal: diagonal, intercept: intercept), gamma: nil)
    let focal = objective.evaluate(DiagonalRows(diagonal: diagonal, intercept: intercept), gamma: 0)
    #expect(abs(plain.value - focal.value) < 1e-13)
    for (left, right) in zip(plain.coefficients.all, focal.coefficients.all) {
      #expect(abs(left - right) < 1e-12)
    }
  }

  /// Logits of some tens, rounded to 2⁻²⁴: errors of some 1e-6 in each row's logarithms.
  @Test(arguments: [2, 3, 16, 21])
  func singlePrecisionAgreesWithDouble(classes: Int) throws {
    let objective = try objective(Case(classes: classes, gamma: nil, temperature: 1.4, smoothing: 0.01))
    let (diagonal, intercept) = point(classes)
    let rows = DiagonalRows(diagonal: diagonal, intercept: intercept)
    let (double, single) = (objective.evaluate(rows), objective.evaluate(rows.single))
    #expect(abs(double.value - single.value) < 1e-5 && double.value != single.value)
    let gradients = zip(double.coefficients.all, single.coefficients.all)
    for (left, right) in gradients { #expect(abs(left - right) < 1e-5) }
  }

  /// By the definition, from the map's probabilities.
  @Test func theCurvatureIsThatOfTheProbabilities() throws {
    let c = Case(classes: 3, gamma: nil, temperature: 1.4, smoothing: 0.01)
    let objective = try objective(c)
    let data = objective.data
    let rows = MatrixRows(
      transposed: [0.9, 0.1, 0, -0.2, 1.1, 0.3, 0, 0.2, 0.8],
      intercept: [0.2, -0.1, 0],
      floor: objective.features.floor(classCount: 3)
    )
    let curvature = objective.curvature(at: rows)
    let frame = StructuredFrame(unchecked: objective.features, gamma: 0, scale: nil)
    let map = StructuredMatrixMap(unchecked: frame, rows: rows)
    var first = [Double](repeating: 0, count: 9)
    var second = first
    var scaling = first
    var variances = [Double](repeating: 0, count: 3)
    var shifts = variances
    for row in 0..<data.rowCount {
      var scores = data.predictions.logits(ofRow: row)
      let probabilities = try map.probabilities(forLogits: scores)
      scores.withUnsafeMutableBufferPointer {
        objective.features.transform(LogitBlock($0, classCount: 3))
      }
      let mean = zip(probabilities, scores).reduce(0) { $0 + $1.0 * $1.1 }
      for to in 0..<3 {
        let weight = try #require(data.weights)[row] / data.totalWeight
        let rise = weight * probabilities[to] * (scores[to] - mean)
        shifts[to] += rise
        let variance = weight * probabilities[to] * (1 - probabilities[to])
        variances[to] += variance
        for from in 0..<3 {
          first[from * 3 + to] += variance * scores[from]
          second[from * 3 + to] += variance * scores[from] * scores[from]
          scaling[from * 3 + to] += rise * scores[from]
        }
      }
    }
    let found = curvature.first.intercept + curvature.first.weights + curvature.second.weights
    let ofScaling = curvature.scaling.all
    for (left, right) in zip(found + ofScaling, variances + first + second + scaling + shifts) {
      #expect(abs(left - right) < 1e-12)
    }
    // The likelihood is the one that evaluations give.
    let mean = objective.evaluate(rows)
    #expect(curvature.mean.value == mean.value && curvature.mean.coefficients == mean.coefficients)
  }

  @Test(arguments: [nil, 0, 3, -1, -0.5, 100])
  func extremeRowsHaveFiniteGradients(gamma: Double?) throws {
    // Certain and right, certain and wrong, a tie, impossible classes, one possible class.
    let big: Float = 1e4
    let data = try LabeledPredictions(
      Predictions(
        [
          big, 0, -big, 0, big, -big, 5, 5, 5, 2, -.infinity, 1, 3, -.infinity, -.infinity,
          .greatestFiniteMagnitude, 0, -.greatestFiniteMagnitude,
        ],
        columnCount: 3,
        kind: .logits
      ),
      labels: [0, 2, 1, 0, 0, 0]
    )
    let objective = LinearLikelihood(data, TemperedFeatures())
    let result = objective.evaluate(DiagonalRows(diagonal: [1, 2, 0.5], intercept: [0, 1, -1]), gamma: gamma)
    #expect(result.value.isFinite && result.gamma.isFinite)
    #expect(result.coefficients.all.allSatisfy { $0.isFinite })
    // Adding a constant to all shifts changes nothing.
    #expect(abs(result.coefficients.intercept.reduce(0, +)) < 1e-9)
  }

  @Test func weightsCountRowsAndThreadsChangeNothing() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 3_000, classes: 5, seed: 9)
    let doubled = try LabeledPredictions(
      data.predictions,
      labels: data.labels,
      weights: [Double](repeating: 2, count: 3_000)
    )
    let (diagonal, intercept) = point(5)
    let evaluate = { (data: LabeledPredictions) in
      LinearLikelihood(data, TemperedFeatures())
        .evaluate(DiagonalRows(diagonal: diagonal, intercept: intercept), gamma: 0.5)
    }
    #expect(abs(evaluate(data).value - evaluate(doubled).value) < 1e-13)
    let bits = [1, 2, 3, 7].map { limit in
      Workers.$limit.withValue(limit) {
        let result = evaluate(data)
        return result.coefficients.all + [result.value, result.gamma]
      }
    }
    #expect(Set(bits).count == 1)
  }
}
