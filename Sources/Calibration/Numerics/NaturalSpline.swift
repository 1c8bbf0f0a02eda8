/// Cubic splines on [0, 1] with evenly spaced knots and no curvature at the ends, as linear functions
/// of their values at the knots.
struct NaturalSpline: Sendable {
  let knotCount: Int
  private let spacing: Double
  /// For each knot, the second derivative there as a linear function of the values at the knots.
  private let curvatures: [[Double]]

  /// - Precondition: There are at least two knots.
  init(knotCount: Int) {
    precondition(knotCount >= 2)
    self.knotCount = knotCount
    let spacing = 1 / Double(knotCount - 1)
    self.spacing = spacing
    // M₋ + 4 M + M₊ = 6 (y₋ − 2 y + y₊) / δ² at the inner knots, by elimination.
    var rows = Array(repeating: [Double](repeating: 0, count: knotCount), count: knotCount)
    var diagonal = [Double](repeating: 4, count: knotCount)
    for knot in stride(from: 1, to: knotCount - 1, by: 1) {
      for (offset, factor) in [(-1, 6.0), (0, -12), (1, 6)] {
        rows[knot][knot + offset] = factor / (spacing * spacing)
      }
      if knot > 1 {
        let factor = 1 / diagonal[knot - 1]
        diagonal[knot] -= factor
        for column in 0..<knotCount { rows[knot][column] -= factor * rows[knot - 1][column] }
      }
    }
    for knot in stride(from: knotCount - 2, to: 0, by: -1) {
      for column in 0..<knotCount {
        let next = knot < knotCount - 2 ? rows[knot + 1][column] : 0
        rows[knot][column] = (rows[knot][column] - next) / diagonal[knot]
      }
    }
    curvatures = rows
  }

  /// The factors of the knots' values in the spline's value at a place in [0, 1].
  func valueFactors(at place: Double) -> [Double] {
    let (knot, x) = interval(of: place)
    var factors = combined(
      knot,
      x * x / 2 - x * x * x / (6 * spacing) - spacing * x / 3,
      x * x * x / (6 * spacing) - spacing * x / 6
    )
    factors[knot] += 1 - x / spacing
    factors[knot + 1] += x / spacing
    return factors
  }

  /// The factors of the knots' values in the spline's slope at a place in [0, 1].
  func slopeFactors(at place: Double) -> [Double] {
    let (knot, x) = interval(of: place)
    var factors = combined(knot, x - x * x / (2 * spacing) - spacing / 3, x * x / (2 * spacing) - spacing / 6)
    factors[knot] -= 1 / spacing
    factors[knot + 1] += 1 / spacing
    return factors
  }

  /// The knots' values of the spline that is nearest to points in weighted least squares.
  ///
  /// A ridge of 10⁻¹² settles what the points leave open.
  func leastSquares(_ points: [(place: Double, value: Double, weight: Double)]) -> [Double] {
    var matrix = Array(repeating: [Double](repeating: 0, count: knotCount), count: knotCount)
    var right = [Double](repeating: 0, count: knotCount)
    let total = points.reduce(0) { $0 + $1.weight }
    for point in points {
      let factors = valueFactors(at: point.place)
      for row in 0..<knotCount {
        let weighted = factors[row] * point.weight / total
        right[row] += weighted * point.value
        for column in 0..<knotCount { matrix[row][column] += weighted * factors[column] }
      }
    }
    for knot in 0..<knotCount { matrix[knot][knot] += 1e-12 }
    return Self.solve(matrix, right)
  }

  /// Solves a symmetric positive definite system by elimination.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var (matrix, solution) = (matrix, right)
    for pivot in right.indices {
      for row in (pivot + 1)..<max(pivot + 1, right.count) {
        let factor = matrix[row][pivot] / matrix[pivot][pivot]
        for column in pivot..<right.count { matrix[row][column] -= factor * matrix[pivot][column] }
        solution[row] -= factor * solution[pivot]
      }
    }
    for row in right.indices.reversed() {
      for column in (row + 1)..<max(row + 1, right.count) {
        solution[row] -= matrix[row][column] * solution[column]
      }
      solution[row] /= matrix[row][row]
    }
    return solution
  }

  private func interval(of place: Double) -> (knot: Int, x: Double) {
    let knot = max(0, min(Int(place / spacing), knotCount - 2))
    return (knot, place - Double(knot) * spacing)
  }

  /// The curvatures at a knot and the next, combined.
  private func combined(_ knot: Int, _ first: Double, _ second: Double) -> [Double] {
    zip(curvatures[knot], curvatures[knot + 1]).map { first * $0 + second * $1 }
  }
}
