import Foundation

/// A change of variables in which the fit of factors and shifts is well conditioned.
///
/// A class's log-probabilities lie far from 0, so its factor and its shift do nearly the same; and rare
/// classes have little curvature. With H the 2 × 2 block of the Hessian for each class at the start,
/// and H = L Lᵀ, the variables θ = Lᵀ (b, a) have unit curvature there, and the squared gradient with
/// respect to them tells how far below the function's minimum lies.
///
/// Weights off the diagonal, where there are any, are taken of log-probabilities less their means, and
/// in units of their curvature.
struct LinearConditioning: Sendable {
  /// L of one class: rows (l₁₁, 0), (l₂₁, l₂₂) for the shift and the factor.
  private struct Factor {
    var l11, l21, l22: Double
    /// The curvature of the shift, and the mean and variance of ℓ.
    var curvature, mean, variance: Double
  }

  private let factors: [Factor]

  /// - Parameters:
  ///   - scale: The factor of all classes at the start.
  ///   - penalty: The factor of Σ a² + Σ b² in the objective.
  init(_ data: LabeledPredictions, _ features: TemperedFeatures, scale: Double, penalty: Double) {
    let classCount = data.classCount
    // Half a million scores are plenty for a mean.
    let sample = data.sample(max((1 << 19) / classCount, 64))
    let sums = sample.predictions.mapBlocks { rows, block in
      features.transform(block)
      var sums = [Sums](repeating: Sums(), count: classCount)
      for (offset, row) in rows.enumerated() {
        let weight = sample.weights?[row] ?? 1
        if weight > 0 { Self.add(weight, block[offset], scale, to: &sums) }
      }
      return sums
    }.reduce(into: [Sums](repeating: Sums(), count: classCount)) { total, part in
      for index in total.indices { total[index] += part[index] }
    }
    let total = sample.totalWeight
    factors = sums.map { sum in
      // A class that is nowhere likely has no curvature; this stands for a thousandth of a row.
      let shift = max(sum.curvature / total + 2 * penalty, 1e-3 / total)
      let cross = sum.cross / total
      let factor = sum.factor / total + 2 * penalty
      let l11 = shift.squareRoot()
      let mean = sum.score / total
      return Factor(
        l11: l11,
        l21: cross / l11,
        l22: max(factor - cross * cross / shift, 1e-12 * (factor + shift)).squareRoot(),
        curvature: shift,
        mean: mean,
        variance: max(sum.square / total - mean * mean, 0)
      )
    }
  }

  /// Sums over rows for one class: of p (1 − p) times 1, ℓ and ℓ², and of ℓ and ℓ².
  private struct Sums {
    var curvature = 0.0
    var cross = 0.0
    var factor = 0.0
    var score = 0.0
    var square = 0.0

    static func += (sum: inout Sums, term: Sums) {
      sum.curvature += term.curvature
      sum.cross += term.cross
      sum.factor += term.factor
      sum.score += term.score
      sum.square += term.square
    }
  }

  private static func add(
    _ weight: Double,
    _ row: UnsafeMutableBufferPointer<Double>,
    _ scale: Double,
    to sums: inout [Sums]
  ) {
    let largest = scale * (row.max() ?? 0)
    let total = row.reduce(0) { $0 + exp(scale * $1 - largest) }
    for (index, x) in row.enumerated() where x > -.infinity {
      let p = exp(scale * x - largest) / total
      let curvature = weight * p * (1 - p)
      sums[index] += Sums(
        curvature: curvature,
        cross: curvature * x,
        factor: curvature * x * x,
        score: weight * x,
        square: weight * x * x
      )
    }
  }

  private var classCount: Int { factors.count }

  /// The variables that weights and intercept stand for: factors, shifts, weights off the diagonal.
  ///
  /// - Parameter penalty: The factor of the sum of squares off the diagonal in the objective.
  func variables(
    diagonal: [Double],
    intercept: [Double],
    offDiagonal: [Double] = [],
    penalty: Double = 0
  ) -> [Double] {
    var intercept = intercept
    forEachWeight(of: offDiagonal) { intercept[$1] += $2 * factors[$0].mean }
    let a = factors.indices.map { factors[$0].l22 * diagonal[$0] }
    let b = factors.indices.map { factors[$0].l11 * intercept[$0] + factors[$0].l21 * diagonal[$0] }
    var m = offDiagonal
    forEachWeight(of: offDiagonal) { m[$0 * classCount + $1] = $2 * unit($0, $1, penalty) }
    return a + b + m
  }

  /// The weights and the intercept that variables stand for.
  func parameters(_ variables: [Double], penalty: Double = 0) -> (
    diagonal: [Double], intercept: [Double], offDiagonal: [Double]
  ) {
    let diagonal = factors.indices.map { variables[$0] / factors[$0].l22 }
    var intercept = factors.indices.map {
      (variables[classCount + $0] - factors[$0].l21 * diagonal[$0]) / factors[$0].l11
    }
    var offDiagonal = Array(variables.dropFirst(2 * classCount))
    forEachWeight(of: offDiagonal) {
      offDiagonal[$0 * classCount + $1] = $2 / unit($0, $1, penalty)
    }
    forEachWeight(of: offDiagonal) { intercept[$1] -= $2 * factors[$0].mean }
    return (diagonal, intercept, offDiagonal)
  }

  /// The gradient with respect to the variables.
  func gradient(
    diagonal: [Double],
    intercept: [Double],
    offDiagonal: [Double] = [],
    penalty: Double = 0
  ) -> [Double] {
    let b = zip(intercept, factors).map { $0 / $1.l11 }
    let a = factors.indices.map { (diagonal[$0] - factors[$0].l21 * b[$0]) / factors[$0].l22 }
    var m = offDiagonal
    forEachWeight(of: offDiagonal) {
      m[$0 * classCount + $1] = ($2 - factors[$0].mean * intercept[$1]) / unit($0, $1, penalty)
    }
    return a + b + m
  }

  /// The unit of the weight from one class to another: the root of its curvature.
  private func unit(_ from: Int, _ to: Int, _ penalty: Double) -> Double {
    max(factors[to].curvature * factors[from].variance + 2 * penalty, 1e-12).squareRoot()
  }

  /// Calls `body` with the classes and the weight of each element off the diagonal of a transposed
  /// matrix.
  private func forEachWeight(of transposed: [Double], _ body: (Int, Int, Double) -> Void) {
    guard !transposed.isEmpty else { return }
    for from in 0..<classCount {
      for to in 0..<classCount where to != from {
        body(from, to, transposed[from * classCount + to])
      }
    }
  }
}
