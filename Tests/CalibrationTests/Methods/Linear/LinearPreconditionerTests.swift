import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct LinearPreconditionerTests {
  private let penalty = RidgePenalty(diagonal: 0.02, offDiagonal: 0.3, intercept: 0.01)

  private func data(rows: Int = 200, classes: Int) throws -> LabeledPredictions {
    try Synthetic.labeled(temperature: 2, rows: rows, classes: classes, seed: 5)
  }

  /// A diagonal map's blocks are 2 × 2, and the preconditioner inverts them exactly.
  @Test func invertsEachClassOfADiagonalMap() throws {
    let likelihood = LinearLikelihood(try data(classes: 3), TemperedFeatures())
    let rows = DiagonalRows(diagonal: [0.5, 1, 0.8], intercept: [0, 0.3, -0.2])
    let preconditioner = LinearPreconditioner(likelihood, at: rows, penalty)
    for index in 0..<3 {
      func slope(_ factor: Double, _ shift: Double) -> (factor: Double, shift: Double) {
        var moved = rows
        moved.diagonal[index] += factor
        moved.intercept[index] += shift
        let mean = likelihood.evaluate(moved, gamma: nil)
        return (
          mean.coefficients.weights[index] + 2 * penalty.diagonal * moved.diagonal[index],
          mean.coefficients.intercept[index] + 2 * penalty.intercept * moved.intercept[index]
        )
      }
      // The column of the Hessian for each of the two, by central differences.
      for (factor, shift) in [(1e-4, 0.0), (0, 1e-4)] {
        let (high, low) = (slope(factor, shift), slope(-factor, -shift))
        var column = [Double](repeating: 0, count: 6)
        column[index] = (high.factor - low.factor) / 2e-4
        column[3 + index] = (high.shift - low.shift) / 2e-4
        let product = preconditioner(column)
        // Truncation leaves 1e-8 of a curvature, times a condition number of some tens.
        #expect(abs(product[index] - factor * 1e4) < 1e-5)
        #expect(abs(product[3 + index] - shift * 1e4) < 1e-5)
      }
    }
  }

  @Test(arguments: [2, 3, 7])
  func isSymmetricAndPositive(classes: Int) throws {
    let features = TemperedFeatures(temperature: 1.5, smoothing: 0.01)
    let likelihood = LinearLikelihood(try data(classes: classes), features)
    let rows = MatrixRows(
      transposed: (0..<(classes * classes)).map { $0.isMultiple(of: classes + 1) ? 1 : 0 },
      intercept: [Double](repeating: 0, count: classes),
      floor: features.floor(classCount: classes)
    )
    let preconditioner = LinearPreconditioner(likelihood, at: rows, penalty)
    var generator = SeededGenerator(seed: UInt64(classes))
    func random() -> [Double] {
      (0..<(classes * classes + classes)).map { _ in Double.random(in: -1...1, using: &generator) }
    }
    func dot(_ x: [Double], _ y: [Double]) -> Double {
      zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
    }
    for _ in 0..<10 {
      let (x, y) = (random(), random())
      let (left, right) = (dot(x, preconditioner(y)), dot(y, preconditioner(x)))
      #expect(abs(left - right) < 1e-10 * (abs(left) + 1))
      #expect(dot(x, preconditioner(x)) > 0)
    }
  }

  /// A class that is never likely, and scores that never vary, give finite steps.
  @Test func staysFiniteWhereThereIsNoCurvature() throws {
    let predictions = try Predictions((0..<30).map { $0 % 3 == 2 ? -.infinity : 1 }, columnCount: 3, kind: .logits)
    let likelihood = LinearLikelihood(
      try LabeledPredictions(predictions, labels: (0..<10).map { Int32($0 % 2) }),
      TemperedFeatures()
    )
    let rows = DiagonalRows(diagonal: [1, 1, 1], intercept: [0, 0, 0])
    let preconditioner = LinearPreconditioner(likelihood, at: rows, RidgePenalty())
    let product = preconditioner([Double](repeating: 1e-3, count: 6))
    #expect(product.allSatisfy { $0.isFinite })
  }
}
