import Foundation

/// A change of variables in which the fit of factors and shifts is well conditioned.
///
/// A class's log-probabilities lie far from 0, so its factor and its shift do nearly the same; and rare
/// classes have little curvature. With H the 2 × 2 block of the Hessian for each class at the start,
/// and H = L Lᵀ, the variables θ = Lᵀ (b, a) have unit curvature there, and the squared gradient with
/// respect to them tells how far below the function's minimum lies.
struct VectorConditioning: Sendable {
  /// L of one class: rows (l₁₁, 0), (l₂₁, l₂₂) for the shift and the factor.
  private struct Factor {
    var l11, l21, l22: Double
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
      var sums = [SIMD3<Double>](repeating: .zero, count: classCount)
      for (offset, row) in rows.enumerated() {
        let weight = sample.weights?[row] ?? 1
        if weight > 0 { Self.add(weight, block[offset], scale, to: &sums) }
      }
      return sums
    }.reduce(into: [SIMD3<Double>](repeating: .zero, count: classCount)) { total, part in
      for index in total.indices { total[index] += part[index] }
    }
    let total = sample.totalWeight
    factors = sums.map { sum in
      // A class that is nowhere likely has no curvature; this stands for a thousandth of a row.
      let shift = max(sum.x / total + 2 * penalty, 1e-3 / total)
      let cross = sum.y / total
      let factor = sum.z / total + 2 * penalty
      let l11 = shift.squareRoot()
      let rest = factor - cross * cross / shift
      return Factor(
        l11: l11,
        l21: cross / l11,
        l22: max(rest, 1e-12 * (factor + shift)).squareRoot()
      )
    }
  }

  /// The sums of p (1 − p) times 1, ℓ and ℓ² over classes of one row.
  private static func add(
    _ weight: Double,
    _ row: UnsafeMutableBufferPointer<Double>,
    _ scale: Double,
    to sums: inout [SIMD3<Double>]
  ) {
    let largest = scale * (row.max() ?? 0)
    let total = row.reduce(0) { $0 + exp(scale * $1 - largest) }
    for (index, x) in row.enumerated() where x > -.infinity {
      let p = exp(scale * x - largest) / total
      sums[index] += weight * p * (1 - p) * SIMD3(1, x, x * x)
    }
  }

  private var classCount: Int { factors.count }

  /// The variables θ of factors and shifts.
  func variables(diagonal: [Double], intercept: [Double]) -> [Double] {
    let a = factors.indices.map { factors[$0].l22 * diagonal[$0] }
    let b = factors.indices.map { factors[$0].l11 * intercept[$0] + factors[$0].l21 * diagonal[$0] }
    return a + b
  }

  /// The factors and shifts that variables stand for.
  func parameters(_ variables: some Collection<Double>) -> (
    diagonal: [Double], intercept: [Double]
  ) {
    let diagonal = zip(variables, factors).map { $0 / $1.l22 }
    let intercept = zip(variables.dropFirst(classCount), zip(factors, diagonal)).map {
      ($0 - $1.0.l21 * $1.1) / $1.0.l11
    }
    return (diagonal, intercept)
  }

  /// The gradient with respect to the variables.
  func gradient(diagonal: [Double], intercept: [Double]) -> [Double] {
    let b = zip(intercept, factors).map { $0 / $1.l11 }
    let a = factors.indices.map { (diagonal[$0] - factors[$0].l21 * b[$0]) / factors[$0].l22 }
    return a + b
  }
}
