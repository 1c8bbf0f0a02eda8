import CalibrationKernels

/// The linear part of a map, x = W ℓ + b for each row: the one place that multiplies, so that
/// another implementation of the product can take its place.
protocol LinearRows<Real>: Sendable {
  /// The arithmetic of the rows.
  associatedtype Real: KernelReal
  /// The same map in single precision.
  associatedtype Single: LinearRows<Float>

  var single: Single { get }

  /// The number of weights: the elements of W that may differ from 0.
  var weightCount: Int { get }

  /// What a score below it, such as that of an impossible class, counts as.
  var floor: Real { get }

  /// Writes W ℓ + b for each row into `output`, which does not overlap `input`. Impossible classes (−∞)
  /// stay impossible.
  func apply(_ input: UnsafePointer<Real>, rowCount: Int, into output: UnsafeMutablePointer<Real>)

  /// Adds the derivatives with respect to the map's numbers, given those with respect to the output.
  func addGradient(
    _ input: UnsafePointer<Real>,
    _ outputGradient: UnsafePointer<Real>,
    rowCount: Int,
    to sum: inout LinearCoefficients
  )
}

/// A diagonal W.
struct DiagonalRows<Real: KernelReal>: LinearRows {
  var diagonal: [Real]
  var intercept: [Real]

  var weightCount: Int { diagonal.count }
  /// Low enough for all scores but −∞, whose square it keeps finite.
  var floor: Real { -1e15 }

  var single: DiagonalRows<Float> {
    DiagonalRows<Float>(diagonal: diagonal.map { Float($0) }, intercept: intercept.map { Float($0) })
  }

  func apply(_ input: UnsafePointer<Real>, rowCount: Int, into output: UnsafeMutablePointer<Real>) {
    Real.affineRows(input, rowCount, diagonal.count, diagonal, intercept, output)
  }

  func addGradient(
    _ input: UnsafePointer<Real>,
    _ outputGradient: UnsafePointer<Real>,
    rowCount: Int,
    to sum: inout LinearCoefficients
  ) {
    let classCount = sum.classCount
    sum.withUnsafeParts { weights, intercept in
      Real.addAffineGradient(input, outputGradient, rowCount, classCount, weights, intercept)
    }
  }
}

/// A full W.
struct MatrixRows<Real: KernelReal>: LinearRows, Hashable {
  /// Wᵀ, row by row: what a class's score adds to each class.
  var transposed: [Real]
  var intercept: [Real]
  /// What the score of an impossible class counts as for the other classes.
  var floor: Real

  var weightCount: Int { transposed.count }

  var single: MatrixRows<Float> {
    MatrixRows<Float>(
      transposed: transposed.map { Float($0) },
      intercept: intercept.map { Float($0) },
      floor: Float(floor)
    )
  }

  func apply(_ input: UnsafePointer<Real>, rowCount: Int, into output: UnsafeMutablePointer<Real>) {
    withUnsafeTemporaryAllocation(of: Real.self, capacity: Real.productScratchCount) {
      Real.matrixRows(input, rowCount, intercept.count, transposed, intercept, floor, output, $0.baseAddress)
    }
  }

  func addGradient(
    _ input: UnsafePointer<Real>,
    _ outputGradient: UnsafePointer<Real>,
    rowCount: Int,
    to sum: inout LinearCoefficients
  ) {
    let classCount = sum.classCount
    sum.withUnsafeParts { weights, intercept in
      withUnsafeTemporaryAllocation(of: Real.self, capacity: Real.productScratchCount) {
        let scratch = $0.baseAddress
        Real.addMatrixGradient(input, outputGradient, rowCount, classCount, floor, weights, intercept, scratch)
      }
    }
  }
}

extension DiagonalRows<Double> {
  init(_ coefficients: LinearCoefficients) {
    self.init(diagonal: coefficients.weights, intercept: coefficients.intercept)
  }
}

extension MatrixRows<Double> {
  init(_ coefficients: LinearCoefficients, floor: Double) {
    self.init(transposed: coefficients.weights, intercept: coefficients.intercept, floor: floor)
  }

  /// - Parameter matrix: W, row by row; square, with as many rows as shifts.
  init(matrix: [[Double]], intercept: [Double], floor: Double) {
    self.init(
      transposed: matrix.indices.flatMap { from in matrix.map { $0[from] } },
      intercept: intercept,
      floor: floor
    )
  }

  /// W, row by row.
  var matrix: [[Double]] {
    let count = intercept.count
    return (0..<count).map { to in (0..<count).map { transposed[$0 * count + to] } }
  }

  /// Replaces each row ℓ of a block by W ℓ + b.
  func apply(to block: LogitBlock) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: block.scores.count) { products in
      guard let input = block.scores.baseAddress, let output = products.baseAddress else { return }
      apply(input, rowCount: block.rowCount, into: output)
      input.update(from: output, count: block.scores.count)
    }
  }
}
