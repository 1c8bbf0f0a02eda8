import TestSupport
import Testing

@testable import Calibration

/// Expects the gradient of the structured objective at a point of three classes to be its differences.
func expectGradient(matrix: Bool, weights: [Double], sourceLocation: SourceLocation = #_sourceLocation) throws {
  let data = try Synthetic.labeled(temperature: 2, rows: 80, classes: 3, seed: 2)
  let objective = StructuredObjective(data, matrix: matrix)
  var point = StructuredObjective.Point(classCount: 3, matrix: matrix)
  point.scale = 1.2
  point.gamma = 0.7
  point.coefficients.weights = weights
  point.coefficients.intercept = [0.5, 0, -0.4]
  let (_, gradient) = objective.evaluate(point, focal: true)
  func expect(_ component: Double, _ path: WritableKeyPath<StructuredObjective.Point, Double>) {
    let value = { (step: Double) in
      var moved = point
      moved[keyPath: path] += step
      return objective.value(at: moved)
    }
    // Second-order differences: 1e-10 of truncation, 1e-11 of rounding.
    let difference = (value(1e-5) - value(-1e-5)) / 2e-5
    #expect(abs(component - difference) < 1e-8, "\(path)", sourceLocation: sourceLocation)
  }
  expect(gradient.scale, \.scale)
  expect(gradient.gamma, \.gamma)
  expect(gradient.coefficients.intercept[2], \.coefficients.intercept[2])
  for index in weights.indices {
    expect(gradient.coefficients.weights[index], \.coefficients.weights[index])
  }
}
