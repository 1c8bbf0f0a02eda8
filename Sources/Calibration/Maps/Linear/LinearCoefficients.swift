import CalibrationKernels

/// The numbers of a linear map x = W ℓ + b, or derivatives with respect to them, in one array, as
/// searches have it.
struct LinearCoefficients: Sendable, Hashable {
  /// The weights, then the intercept.
  var all: [Double]
  let classCount: Int

  init(_ all: [Double], classCount: Int) {
    self.all = all
    self.classCount = classCount
  }

  init(weights: [Double], intercept: [Double]) {
    self.init(weights + intercept, classCount: intercept.count)
  }

  /// Zeros.
  init(weightCount: Int, classCount: Int) {
    self.init([Double](repeating: 0, count: weightCount + classCount), classCount: classCount)
  }

  var weightCount: Int { all.count - classCount }

  /// The diagonal of W, or Wᵀ row by row.
  var weights: [Double] {
    get { Array(all.dropLast(classCount)) }
    set { all.replaceSubrange(0..<weightCount, with: newValue) }
  }

  /// b.
  var intercept: [Double] {
    get { Array(all.suffix(classCount)) }
    set { all.replaceSubrange(weightCount..., with: newValue) }
  }

  /// Calls a closure with where the weights and the intercept are.
  mutating func withUnsafeParts(
    _ body: (_ weights: UnsafeMutablePointer<Double>, _ intercept: UnsafeMutablePointer<Double>) -> Void
  ) {
    let weightCount = weightCount
    all.withUnsafeMutableBufferPointer { all in
      guard let weights = all.baseAddress else { return }
      body(weights, weights + weightCount)
    }
  }

  /// Where the weights on the diagonal of W are.
  var diagonal: StrideTo<Int> {
    stride(from: 0, to: weightCount, by: weightCount == classCount ? 1 : classCount + 1)
  }
}
