import CalibrationKernels

/// One ``ReliabilityTable`` for each class: how the probability given to the class compares with how
/// often it is the true one, over *all* rows, in bins of equal width.
///
/// Found in one pass over the scores; no second matrix is made.
///
/// Source: Kull et al., "Beyond Temperature Scaling: Obtaining Well-Calibrated Multi-Class
/// Probabilities with Dirichlet Calibration" (NeurIPS 2019).
public struct ClasswiseReliability: Sendable, Hashable {
  /// The number of classes.
  public let classCount: Int
  /// The number of bins of each class.
  public let binCount: Int

  private let sums: [BinSums]

  /// Applies a map to all rows and bins every probability of every row.
  ///
  /// - Parameters:
  ///   - map: The map to apply; `nil` for the softmax of the scores as they are.
  ///   - data: Scores with their true classes.
  ///   - binCount: The number of bins of each class.
  /// - Throws: ``MetricError/binCount(_:)``, or ``PredictionsError/classCount(found:expected:)`` when
  ///   the map is made for another number of classes.
  public init(of map: (any CalibrationMap)? = nil, on data: LabeledPredictions, binCount: Int = 15) throws {
    try MetricError.check(binCount: binCount)
    try map?.check(data.predictions)
    self.init(ClasswisePass(map: map, data: data, binCount: binCount))
  }

  init(_ pass: ClasswisePass) {
    classCount = pass.data.classCount
    binCount = pass.binCount
    sums = pass.binSums()
  }

  /// The reliability of the probabilities of one class.
  ///
  /// - Precondition: `0 ..< classCount` contains `index`.
  public func table(ofClass index: Int) -> ReliabilityTable {
    ReliabilityTable(equalWidth: binSums(ofClass: index))
  }

  /// The class-wise expected calibration error: the mean over classes of the calibration error of
  /// each, in [0, 1].
  ///
  /// All classes count the same, also those that no row has. With many classes nearly all
  /// probabilities are close to 0 and so is this error: compare it only between models with the same
  /// number of classes. Some packages report the sum over classes instead.
  public func calibrationError(norm: CalibrationNorm = .l1) -> Double {
    let sum = (0..<classCount).reduce(0) { $0 + norm.error(binSums(ofClass: $1)) }
    return sum / Double(classCount)
  }

  private func binSums(ofClass index: Int) -> ArraySlice<BinSums> {
    precondition((0..<classCount).contains(index), "class \(index) of \(classCount)")
    return sums[(index * binCount)..<((index + 1) * binCount)]
  }
}
