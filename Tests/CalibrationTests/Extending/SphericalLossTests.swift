import Foundation
import Testing

@testable import Calibration

// The worked example of Guides/ExtendingCalibration.md: in the library these parts are files of their own.

// snippet: extend-loss
/// The spherical score of a softmax, as a loss: 1 − q_y / √Σ q_j², between 0 and 1.
///
/// Proper: its calibration map is the identity. With w = softmax(2z) it is 1 − √w_y, and not convex in the
/// logits.
///
/// Source: Good, "Comment on Measuring Information and Uncertainty" (1971).
struct SphericalLoss: ClassificationLoss {
  var isProper: Bool { true }

  var calibrationMap: IdentityMap { IdentityMap() }

  func value(of row: SoftmaxRow, label: Int) -> Double {
    let terms = Terms(row, label)
    // 1 − √w, without the cancellation where w is near 1.
    return terms.others / (1 + terms.root)
  }

  func writeGradient(of row: SoftmaxRow, label: Int, to gradient: UnsafeMutableBufferPointer<Double>) {
    let terms = Terms(row, label)
    for index in 0..<row.classCount { gradient[index] = -terms.root * terms.slope(index) }
  }

  func writeHessian(of row: SoftmaxRow, label: Int, to hessian: UnsafeMutableBufferPointer<Double>) {
    let terms = Terms(row, label)
    for one in 0..<row.classCount {
      for other in 0..<row.classCount {
        hessian[one * row.classCount + other] = terms.curvature(one, other)
      }
    }
  }

  func writeHessianDiagonal(of row: SoftmaxRow, label: Int, to diagonal: UnsafeMutableBufferPointer<Double>) {
    let terms = Terms(row, label)
    for index in 0..<row.classCount { diagonal[index] = terms.curvature(index, index) }
  }

  /// w = softmax(2z): the squares of q, divided by their sum.
  private struct Terms {
    let row: SoftmaxRow
    let label: Int
    let squares: Double
    /// √w_y, and 1 − w_y.
    let root: Double
    let others: Double

    init(_ row: SoftmaxRow, _ label: Int) {
      self.row = row
      self.label = label
      var others = 0.0
      for index in 0..<row.classCount where index != label {
        others += row.probability(of: index) * row.probability(of: index)
      }
      let own = row.probability(of: label)
      squares = own * own + others
      root = own / squares.squareRoot()
      self.others = others / squares
    }

    func share(_ index: Int) -> Double {
      row.probability(of: index) * row.probability(of: index) / squares
    }

    /// [index = y] − w: the slope of ln √w_y.
    func slope(_ index: Int) -> Double { index == label ? others : -share(index) }

    func curvature(_ one: Int, _ other: Int) -> Double {
      // 1 − w of the label is the sum of the other shares, which does not cancel.
      let rest = one == label ? others : 1 - share(one)
      let change = one == other ? share(one) * rest : -share(one) * share(other)
      return root * (2 * change - slope(one) * slope(other))
    }
  }
}
// end

extension LossEntry {
  // snippet: extend-loss-entry
  /// ``SphericalLoss``.
  static let spherical = LossEntry(
    name: "spherical",
    title: "spherical score",
    formula: "1 − q_y / √Σ_k q_k²",
    source: "Good 1971"
  ) { _ in SphericalLoss() }
  // end
}

@Suite struct SphericalLossTests {
  // snippet: extend-loss-test
  @Test func valueIsThatOfTheFormula() throws {
    let probabilities = [0.5, 0.3, 0.2]
    let logits = probabilities.map { log($0) }
    let length = probabilities.map { $0 * $0 }.reduce(0, +).squareRoot()
    for label in 0..<3 {
      let value = try SphericalLoss().value(logits: logits, label: label)
      #expect(abs(value - (1 - probabilities[label] / length)) < 1e-15)
    }
  }

  @Test func promisesOfLossesAreKept() throws {
    let loss = try LossEntry.spherical.loss()
    try expectPromises(of: loss)
  }
  // end

  /// What `LossCatalogTests` expects of every entry.
  private func expectPromises(of loss: some ClassificationLoss) throws {
    try LossChecks.expectDerivatives(of: loss)
    try LossChecks.expectFinite(loss)
    try LossChecks.expectDecomposition(of: loss, spread: 0.1)
    try LossChecks.expectProper(loss)
    #expect(loss.isProper && loss.calibrationMap is IdentityMap)
  }
}
