import CalibrationKernels

/// A precision that the kernels of linear maps and their likelihood are compiled for.
///
/// Sums over rows are in double precision in both.
protocol KernelReal: BinaryFloatingPoint, Sendable {
  typealias AffineRowsKernel =
    @Sendable (
      UnsafePointer<Self>?, Int, Int, UnsafePointer<Self>?, UnsafePointer<Self>?,
      UnsafeMutablePointer<Self>?
    ) -> Void
  typealias AddAffineGradientKernel =
    @Sendable (
      UnsafePointer<Self>?, UnsafePointer<Self>?, Int, Int, UnsafeMutablePointer<Double>?,
      UnsafeMutablePointer<Double>?
    ) -> Void
  typealias MatrixRowsKernel =
    @Sendable (
      UnsafePointer<Self>?, Int, Int, UnsafePointer<Self>?, UnsafePointer<Self>?, Self,
      UnsafeMutablePointer<Self>?, UnsafeMutablePointer<Self>?
    ) -> Void
  typealias AddMatrixGradientKernel =
    @Sendable (
      UnsafePointer<Self>?, UnsafePointer<Self>?, Int, Int, Self, UnsafeMutablePointer<Double>?,
      UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Self>?
    ) -> Void
  typealias SoftmaxLikelihoodKernel =
    @Sendable (
      UnsafeMutablePointer<Self>?, Int, Int, UnsafePointer<Int32>?, UnsafePointer<Double>?,
      UnsafeMutablePointer<Self>?
    ) -> Double
  typealias SoftmaxCurvatureKernel =
    @Sendable (
      UnsafeMutablePointer<Self>?, UnsafePointer<Self>?, Int, Int, UnsafePointer<Int32>?,
      UnsafePointer<Double>?, Self, UnsafeMutablePointer<Self>?, UnsafeMutablePointer<Self>?
    ) -> Void

  static var affineRows: AffineRowsKernel { get }
  static var addAffineGradient: AddAffineGradientKernel { get }
  static var productScratchCount: Int { get }
  static var matrixRows: MatrixRowsKernel { get }
  static var addMatrixGradient: AddMatrixGradientKernel { get }
  static var softmaxLikelihood: SoftmaxLikelihoodKernel { get }
  static var softmaxCurvature: SoftmaxCurvatureKernel { get }

  /// Calls `body` with numbers in this precision.
  static func withRounded(_ numbers: UnsafePointer<Double>, count: Int, _ body: (UnsafePointer<Self>) -> Void)
}

extension Double: KernelReal {
  static var affineRows: AffineRowsKernel { ck_affine_rows_f64 }
  static var addAffineGradient: AddAffineGradientKernel { ck_add_affine_gradient_f64 }
  static var productScratchCount: Int { ck_product_scratch_count_f64() }
  static var matrixRows: MatrixRowsKernel { ck_matrix_rows_f64 }
  static var addMatrixGradient: AddMatrixGradientKernel { ck_add_matrix_gradient_f64 }
  static var softmaxLikelihood: SoftmaxLikelihoodKernel { ck_softmax_likelihood_f64 }
  static var softmaxCurvature: SoftmaxCurvatureKernel { ck_softmax_curvature_f64 }

  static func withRounded(_ numbers: UnsafePointer<Double>, count: Int, _ body: (UnsafePointer<Double>) -> Void) {
    body(numbers)
  }
}

extension Float: KernelReal {
  static var affineRows: AffineRowsKernel { ck_affine_rows_f32 }
  static var addAffineGradient: AddAffineGradientKernel { ck_add_affine_gradient_f32 }
  static var productScratchCount: Int { ck_product_scratch_count_f32() }
  static var matrixRows: MatrixRowsKernel { ck_matrix_rows_f32 }
  static var addMatrixGradient: AddMatrixGradientKernel { ck_add_matrix_gradient_f32 }
  static var softmaxLikelihood: SoftmaxLikelihoodKernel { ck_softmax_likelihood_f32 }
  static var softmaxCurvature: SoftmaxCurvatureKernel { ck_softmax_curvature_f32 }

  static func withRounded(_ numbers: UnsafePointer<Double>, count: Int, _ body: (UnsafePointer<Float>) -> Void) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { memory in
      guard let rounded = memory.baseAddress else { return }
      ck_round_to_single(numbers, count, rounded)
      body(rounded)
    }
  }
}
