import CalibrationKernels

/// The linear part of a map, x = W ℓ + b for each row: the one place that multiplies, so that
/// another implementation of the product can take its place.
protocol LinearRows: Sendable {
  /// The number of weights: the elements of W that may differ from 0.
  var weightCount: Int { get }

  /// What a score below it, such as that of an impossible class, counts as.
  var floor: Double { get }

  /// Writes W ℓ + b for each row into `output`, which does not overlap `input`. Impossible classes (−∞)
  /// stay impossible.
  func apply(
    _ input: UnsafePointer<Double>,
    rowCount: Int,
    into output: UnsafeMutablePointer<Double>
  )

  /// Adds the derivatives with respect to weights and intercept, given those with respect to the
  /// output.
  func addGradient(
    _ input: UnsafePointer<Double>,
    _ outputGradient: UnsafePointer<Double>,
    rowCount: Int,
    weights: UnsafeMutablePointer<Double>,
    intercept: UnsafeMutablePointer<Double>
  )
}

/// A diagonal W.
struct DiagonalRows: LinearRows {
  var diagonal: [Double]
  var intercept: [Double]

  var weightCount: Int { diagonal.count }
  /// Low enough for all scores but −∞, whose square it keeps finite.
  var floor: Double { -1e15 }

  func apply(
    _ input: UnsafePointer<Double>,
    rowCount: Int,
    into output: UnsafeMutablePointer<Double>
  ) {
    ck_affine_rows(input, rowCount, diagonal.count, diagonal, intercept, output)
  }

  func addGradient(
    _ input: UnsafePointer<Double>,
    _ outputGradient: UnsafePointer<Double>,
    rowCount: Int,
    weights: UnsafeMutablePointer<Double>,
    intercept: UnsafeMutablePointer<Double>
  ) {
    ck_add_affine_gradient(input, outputGradient, rowCount, diagonal.count, weights, intercept)
  }
}

/// A full W.
struct MatrixRows: LinearRows, Hashable {
  /// Wᵀ, row by row: what a class's score adds to each class.
  var transposed: [Double]
  var intercept: [Double]
  /// What the score of an impossible class counts as for the other classes.
  var floor: Double

  var weightCount: Int { transposed.count }

  func apply(
    _ input: UnsafePointer<Double>,
    rowCount: Int,
    into output: UnsafeMutablePointer<Double>
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: ck_product_scratch_count()) {
      ck_matrix_rows(
        input,
        rowCount,
        intercept.count,
        transposed,
        intercept,
        floor,
        output,
        $0.baseAddress
      )
    }
  }

  func addGradient(
    _ input: UnsafePointer<Double>,
    _ outputGradient: UnsafePointer<Double>,
    rowCount: Int,
    weights: UnsafeMutablePointer<Double>,
    intercept: UnsafeMutablePointer<Double>
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: ck_product_scratch_count()) {
      ck_add_matrix_gradient(
        input,
        outputGradient,
        rowCount,
        self.intercept.count,
        floor,
        weights,
        intercept,
        $0.baseAddress
      )
    }
  }
}

extension MatrixRows {
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
